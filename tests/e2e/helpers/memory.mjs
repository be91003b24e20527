// The memory of WebAssembly, which is no part of the heap that the browser counts.

/** Has every frame that `place` (a page or a context) opens from now on remember the memory of its programs. */
export function watchMemory(place) {
  return place.addInitScript(() => {
    window.programMemories = [];
    const { Memory, Instance } = WebAssembly;
    const keep = (instance) => {
      for (const value of Object.values(instance.exports)) if (value instanceof Memory) window.programMemories.push(value);
    };
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const real = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await real.apply(WebAssembly, given);
        keep(made instanceof Instance ? made : made.instance);
        return made;
      };
    }
  });
}

/** The bytes of the programs' memory in a frame. It never shrinks. */
export function memoryOf(frame) {
  return frame.evaluate(() => window.programMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
}
