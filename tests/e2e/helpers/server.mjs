// A static server that behaves like a plain web server in front of a build.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** Media types by extension. */
export const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves the folder `dist` below `path` on a free port of this machine. A POST to the page is answered with the page,
 * as the recipe for an own server has it; everything else that is not a file is a 404.
 *
 * `headers` are sent with every answer, `types` overrides media types by extension.
 * Answers `{ url, close }`; `url` is the page's address and ends in a slash.
 */
export async function serve(dist, { path = "/", headers = {}, types = {} } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname === path ? "index.html" : normalize(decodeURIComponent(pathname.slice(path.length)));
    const file = pathname.startsWith(path) && !name.startsWith("..") ? await read(join(dist, name)) : undefined;
    request.resume();
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    } else if (request.method === "POST" && name !== "index.html") {
      response.writeHead(405).end();
    } else {
      const type = { ...TYPES, ...types }[extname(name)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, ...headers }).end(file);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

const read = (file) => readFile(file).catch(() => undefined);
