/*
 * The portal's JavaScript SDK as an application sees it, rebuilt from its observed behaviour for the simulated portal.
 * Its traps are on purpose: callbacks are kept for ever, a failed request is only thrown, a cancelled dialog is silent.
 *
 * A classic script. Loaded by <script src>, or evaluated once per simulated portal in one and the same page; every
 * evaluation makes a new SDK for the window.name of that moment, and answers to older ones pass it by.
 */
(function (window) {
  'use strict';

  var parts = String(window.name || '').split('|');
  if (parts.length < 3 || !parts[0] || !parts[2]) {
    window.BX24 = null;
    throw new Error('Unable to initialize Bitrix24 JS library!');
  }

  var DOMAIN = parts[0];
  var PROTOCOL = parts[1] === '1' ? 'https' : 'http';
  var APP_SID = parts[2];
  // A domain that cannot exist has no server either: its requests travel through the channel to the simulated portal.
  var OVER_CHANNEL = /\.invalid(:\d+)?$/.test(DOMAIN);

  var DELAY = 10;
  var QUICK_CALLS = 90;
  var CALLS_PER_SECOND = 2;

  var callbacks = {};
  var nextCallback = 0;
  var idPrefix = 'c' + Math.random().toString(36).slice(2, 10);

  var data = null;
  var initCallbacks = [];
  var installCallbacks = [];
  var asked = false;
  var ready = false;
  var installing = false;

  // ---- the channel -------------------------------------------------------------------------------------------

  function send(name, params, callback) {
    var id = '';
    if (typeof callback === 'function') {
      nextCallback += 1;
      id = idPrefix + 'n' + nextCallback;
      callbacks[id] = callback;
    }
    var json = params === undefined || params === null ? '' : JSON.stringify(params);
    window.parent.postMessage(name + ':' + json + ':' + id + ':' + APP_SID, '*');
  }

  window.addEventListener('message', function (event) {
    if (typeof event.data !== 'string') {
      return;
    }
    var colon = event.data.indexOf(':');
    if (colon < 1) {
      return;
    }
    var id = event.data.slice(0, colon);
    // A star after the id spreads the array over the arguments: the form of events that the documents describe.
    var spread = id.charAt(id.length - 1) === '*';
    if (spread) {
      id = id.slice(0, -1);
    }
    if (!Object.prototype.hasOwnProperty.call(callbacks, id)) {
      return;
    }
    var json = event.data.slice(colon + 1);
    if (json === '') {
      callbacks[id].call(window);
    } else if (spread) {
      callbacks[id].apply(window, JSON.parse(json));
    } else {
      callbacks[id].call(window, JSON.parse(json));
    }
  });

  // ---- start -------------------------------------------------------------------------------------------------

  function runInit() {
    ready = true;
    var waiting = initCallbacks;
    initCallbacks = [];
    waiting.forEach(function (callback) {
      setTimeout(callback, DELAY);
    });
  }

  function ask() {
    if (asked) {
      return;
    }
    asked = true;
    send('getInitData', {}, function (answer) {
      data = answer;
      data.AUTH_EXPIRES = Date.now() + Number(answer.AUTH_EXPIRES) * 1000;
      if (data.FIRST_RUN && installCallbacks.length > 0) {
        installing = true;
        installCallbacks.forEach(function (callback) {
          setTimeout(callback, DELAY);
        });
      } else {
        runInit();
      }
    });
  }

  function init(callback) {
    if (typeof callback === 'function') {
      if (ready) {
        setTimeout(callback, DELAY);
        return;
      }
      initCallbacks.push(callback);
    }
    // Both init() and install() may be called in either order before the portal is asked.
    setTimeout(ask, 0);
  }

  function install(callback) {
    if (typeof callback === 'function') {
      installCallbacks.push(callback);
    }
    setTimeout(ask, 0);
  }

  function installFinish() {
    if (installing) {
      installing = false;
      send('setInstall', { install: true }, runInit);
    } else if (data && data.INSTALL) {
      send('setInstallFinish', {});
    }
  }

  function onDocumentReady(callback) {
    if (window.document.readyState === 'loading') {
      window.document.addEventListener('DOMContentLoaded', callback);
    } else {
      setTimeout(callback, 0);
    }
  }

  function getAuth() {
    if (!data || data.AUTH_EXPIRES <= Date.now()) {
      return false;
    }
    return {
      access_token: data.AUTH_ID,
      refresh_token: data.REFRESH_ID,
      expires_in: data.AUTH_EXPIRES,
      domain: DOMAIN,
      member_id: data.MEMBER_ID
    };
  }

  function refreshAuth(callback) {
    send('refreshAuth', {}, function (answer) {
      if (data && answer) {
        data.AUTH_ID = answer.AUTH_ID;
        data.REFRESH_ID = answer.REFRESH_ID;
        data.AUTH_EXPIRES = Date.now() + Number(answer.AUTH_EXPIRES) * 1000;
      }
      if (callback) {
        callback(getAuth());
      }
    });
  }

  // ---- PHP's form fields -------------------------------------------------------------------------------------

  function fields(value, prefix, out) {
    Object.keys(value).forEach(function (key) {
      var name = encodeURIComponent(key);
      if (prefix) {
        name = prefix + '[' + name + ']';
      }
      var item = value[key];
      if (item === null) {
        return;
      }
      if (typeof item !== 'object') {
        out.push(name + '=' + encodeURIComponent(String(item)));
      } else if (Object.keys(item).length === 0) {
        out.push(name + '=');
      } else {
        fields(item, name, out);
      }
    });
    return out;
  }

  function form(params) {
    return fields(params, '', []).join('&');
  }

  // ---- transport ---------------------------------------------------------------------------------------------

  function transfer(method, body, done) {
    if (OVER_CHANNEL) {
      send('rest', { method: method, body: body, token: data ? data.AUTH_ID : '' }, function (answer) {
        if (!answer || answer.network === false) {
          done(0, '');
        } else {
          done(answer.status, answer.body);
        }
      });
      return;
    }
    var request = new XMLHttpRequest();
    request.open('POST', PROTOCOL + '://' + DOMAIN + '/rest/' + method + '.json');
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.onload = function () {
      done(request.status, request.responseText);
    };
    request.onerror = function () {
      done(0, '');
    };
    request.send(body + (body ? '&' : '') + 'auth=' + encodeURIComponent(data ? data.AUTH_ID : ''));
  }

  // Files go past the SDK, by the page's own requests. Those to a domain that cannot exist travel through the channel,
  // too: what is posted is its name and its size, as quickly as a good line would take it.
  var BYTES_PER_STEP = 500000;
  var STEP = 50;
  var ADDRESS = PROTOCOL + '://' + DOMAIN + '/rest/';

  function simulateRequests(Real) {
    var Simulated = class extends Real {
      open(method, address) {
        this.address = String(address).indexOf(ADDRESS) === 0 ? String(address) : null;
        this.answer = { status: 0, body: '' };
        if (!this.address) {
          super.open.apply(this, arguments);
        }
      }
      get status() {
        return this.address ? this.answer.status : super.status;
      }
      get responseText() {
        return this.address ? this.answer.body : super.responseText;
      }
      get timeout() {
        return this.limit || 0;
      }
      set timeout(ms) {
        this.limit = ms;
        super.timeout = ms;
      }
      send(form) {
        if (!this.address) {
          super.send(form);
          return;
        }
        var entry = form.entries().next().value;
        var began = Date.now();
        var sent = 0;
        var asked = false;
        this.steps = setInterval(() => {
          if (this.limit && Date.now() - began > this.limit) {
            this.over('timeout');
          } else if (sent < entry[1].size) {
            sent = Math.min(sent + BYTES_PER_STEP, entry[1].size);
            this.upload.dispatchEvent(
              new ProgressEvent('progress', { lengthComputable: true, loaded: sent, total: entry[1].size })
            );
          } else if (!asked) {
            asked = true;
            this.ask(entry[0], entry[1]);
          }
        }, STEP);
      }
      ask(field, file) {
        var url = new URL(this.address);
        var body = form({ token: url.searchParams.get('token'), field: field, name: file.name, size: file.size });
        var method = url.pathname.slice('/rest/'.length);
        send('rest', { method: method, body: body, token: url.searchParams.get('auth') }, (answer) => {
          if (this.steps) {
            var reached = answer && answer.network !== false;
            this.answer = reached ? answer : this.answer;
            this.over(reached ? 'load' : 'error');
          }
        });
      }
      abort() {
        if (!this.address) {
          super.abort();
        } else if (this.steps) {
          this.over('abort');
        }
      }
      over(how) {
        clearInterval(this.steps);
        this.steps = null;
        this.dispatchEvent(new ProgressEvent(how));
        this.dispatchEvent(new ProgressEvent('loadend'));
      }
    };
    Simulated.real = Real;
    window.XMLHttpRequest = Simulated;
  }

  if (OVER_CHANNEL) {
    // Where such an application would be served: no portal opens the address that it has on a developer's computer.
    window.callCard = window.callCard || {};
    window.callCard.page = 'https://apps.example.com/call-card/';
    simulateRequests(window.XMLHttpRequest.real || window.XMLHttpRequest);
  }

  // The real script comes from another origin, so of what it throws the page learns only that something was thrown.
  function fail() {
    if (!OVER_CHANNEL) {
      throw new Error('Query error!');
    }
    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
  }

  var quick = 0;
  var countedAt = Date.now();

  function throttled(call) {
    var seconds = Math.floor((Date.now() - countedAt) / 1000);
    if (seconds > 0) {
      quick = Math.max(0, quick - seconds * CALLS_PER_SECOND);
      countedAt += seconds * 1000;
    }
    if (quick >= QUICK_CALLS) {
      setTimeout(function () {
        throttled(call);
      }, 1000);
      return;
    }
    quick += 1;
    setTimeout(call, DELAY);
  }

  function CallError(status, answer) {
    this.status = status;
    this.ex = answer;
  }
  CallError.prototype.getError = function () {
    return this.ex;
  };
  CallError.prototype.getStatus = function () {
    return this.status;
  };
  CallError.prototype.toString = function () {
    return (
      (this.ex.error || '') +
      (this.ex.error_description ? ': ' + this.ex.error_description : '') +
      ' (' + this.status + ')'
    );
  };

  function CallResult(answer, query, status) {
    this.answer = answer;
    this.query = query;
    this.status = status;
    if (answer.error !== undefined) {
      // Here the circle closes: answer.ex.ex is the answer again. Only a code that is a string brings the answer along.
      answer.ex = new CallError(status, typeof answer.error === 'string' ? answer : answer.error);
    }
  }
  CallResult.prototype.error = function () {
    return this.answer.ex;
  };
  CallResult.prototype.error_description = function () {
    return this.answer.error_description;
  };
  CallResult.prototype.data = function () {
    return this.answer.result;
  };
  CallResult.prototype.time = function () {
    return this.answer.time;
  };
  CallResult.prototype.more = function () {
    return !isNaN(parseInt(this.answer.next, 10));
  };
  CallResult.prototype.total = function () {
    return parseInt(this.answer.total, 10);
  };
  CallResult.prototype.next = function (callback) {
    if (!this.more()) {
      return false;
    }
    request(this.query.method, this.query.params, this.answer.next, callback || this.query.callback, true);
    return true;
  };

  function request(method, params, start, callback, mayRefresh) {
    var query = { method: method, params: params, callback: callback };
    throttled(function () {
      var body = form(params);
      if (start) {
        body += (body ? '&' : '') + 'start=' + encodeURIComponent(start);
      }
      transfer(method, body, function (status, text) {
        var answered = (status >= 200 && status < 300) || status === 304 || (status >= 400 && status < 500);
        var answer = null;
        if (answered) {
          try {
            answer = text.length > 0 ? JSON.parse(text) : { result: {} };
          } catch (broken) {
            answer = null;
          }
        }
        if (!answer || typeof answer !== 'object') {
          fail();
          return;
        }
        if (status === 401 && answer.error === 'expired_token' && mayRefresh) {
          refreshAuth(function () {
            request(method, params, start, callback, false);
          });
          return;
        }
        if (typeof callback === 'function') {
          callback(new CallResult(answer, query, status));
        }
      });
    });
  }

  function callMethod(method, params, callback) {
    var start = params.start;
    delete params.start;
    request(method, params, start, callback, true);
  }

  function callBatch(calls, callback, haltOnError) {
    var cmd = Array.isArray(calls) ? [] : {};
    Object.keys(calls).forEach(function (key) {
      var call = calls[key];
      var method = Array.isArray(call) ? call[0] : call.method;
      var params = (Array.isArray(call) ? call[1] : call.params) || {};
      cmd[key] = method + '?' + form(params);
    });
    request('batch', { halt: haltOnError ? 1 : 0, cmd: cmd }, 0, function (whole) {
      var answer = whole.data();
      if (typeof callback !== 'function' || !answer) {
        return;
      }
      var results = Array.isArray(calls) ? [] : {};
      Object.keys(calls).forEach(function (key) {
        var value = (answer.result || {})[key];
        var error = (answer.result_error || {})[key];
        if (value === undefined && error === undefined) {
          return;
        }
        results[key] = new CallResult({
          result: value === undefined ? {} : value,
          error: error,
          total: (answer.result_total || {})[key],
          next: (answer.result_next || {})[key]
        }, {
          method: Array.isArray(calls[key]) ? calls[key][0] : calls[key].method,
          params: (Array.isArray(calls[key]) ? calls[key][1] : calls[key].params) || {},
          callback: callback
        }, whole.status);
      });
      callback(results);
    }, true);
  }

  // ---- options -----------------------------------------------------------------------------------------------

  // Only those of the application take a callback.
  function options(key, command, mayWrite, mayConfirm) {
    return {
      get: function (name) {
        return data[key][name];
      },
      set: function (name, value, callback) {
        if (!mayWrite()) {
          throw new Error('Access denied!');
        }
        data[key][name] = value;
        send(command, { name: name, value: value }, mayConfirm ? callback : null);
      }
    };
  }

  // ---- what the page sees ------------------------------------------------------------------------------------

  function scrollSize() {
    var root = window.document.documentElement;
    var body = window.document.body;
    return {
      scrollWidth: Math.max(root.scrollWidth, root.offsetWidth, body ? body.scrollWidth : 0),
      scrollHeight: Math.max(root.scrollHeight, root.offsetHeight, body ? body.scrollHeight : 0)
    };
  }

  function resizeWindow(width, height, callback) {
    if (width > 0 && height > 0) {
      send('resizeWindow', { width: width, height: height }, callback);
    }
  }

  var BX24 = {
    init: init,
    install: install,
    installFinish: installFinish,
    ready: onDocumentReady,
    isReady: function () {
      return window.document.readyState !== 'loading';
    },
    getLang: function () {
      return data ? data.LANG : false;
    },
    getDomain: function () {
      return DOMAIN;
    },
    isAdmin: function () {
      return data ? Boolean(data.IS_ADMIN) : false;
    },
    getAuth: getAuth,
    refreshAuth: refreshAuth,
    callMethod: callMethod,
    callBatch: callBatch,
    selectUser: function () {
      var callback = arguments[arguments.length - 1];
      send('selectUser', { mult: false }, callback);
    },
    selectUsers: function () {
      var callback = arguments[arguments.length - 1];
      send('selectUser', { mult: true }, callback);
    },
    openPath: function (path, callback) {
      send('openPath', { path: path }, callback);
    },
    openApplication: function (parameters, callback) {
      send('openApplication', parameters || {}, callback);
    },
    closeApplication: function (callback) {
      send('closeApplication', {}, callback);
    },
    reloadWindow: function (callback) {
      send('reloadWindow', {}, callback);
    },
    setTitle: function (title, callback) {
      send('setTitle', { title: String(title) }, callback);
    },
    getScrollSize: scrollSize,
    resizeWindow: resizeWindow,
    fitWindow: function (callback) {
      send('resizeWindow', { width: '100%', height: scrollSize().scrollHeight }, callback);
    },
    userOption: options('USER_OPTIONS', 'setUserOption', function () {
      return true;
    }, false),
    appOption: options('APP_OPTIONS', 'setAppOption', function () {
      return BX24.isAdmin();
    }, true),
    im: {
      phoneTo: function (number) {
        send('imPhoneTo', { phone: number });
      },
      callTo: function (user, video) {
        send('imCallTo', { userId: user, video: video !== false });
      },
      openMessenger: function (dialog) {
        send('imOpenMessenger', { dialogId: dialog });
      }
    },
    placement: {
      info: function () {
        return { placement: data.PLACEMENT, options: data.PLACEMENT_OPTIONS };
      },
      getInterface: function (callback) {
        send('getInterface', {}, callback);
      },
      call: function (name, params, callback) {
        if (Object.prototype.hasOwnProperty.call(BX24, name)) {
          return;
        }
        if (typeof params === 'function') {
          callback = params;
          params = {};
        }
        send(name, params || {}, callback);
      },
      bindEvent: function (name, callback) {
        send('placementBindEvent', { event: name }, callback);
      }
    }
  };

  window.BX24 = BX24;
})(window);
