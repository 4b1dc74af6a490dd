// The test in plain JavaScript (ES5), to be read before it is pasted into the
// console of a page, such as the app's own: there it runs with that page's
// origin and cookies, and under its policy.
//
// It opens one WebSocket to the address, and makes up to three web requests to
// the same host and port, in the order and with the patience of src/run.rs. It
// sends no message, contacts nothing else, and keeps nothing.
//
//   Why1006.test(url, protocols, page)
//
// tests, and prints what the browser reported, and a link that opens the result
// at `page`. What stands in the link is a report without secrets, as it is read
// by crates/evidence/src/snippet.rs; it goes nowhere unless the link is opened.
//
//   Why1006.run(url, protocols, onEvent, onDone)
//
// is the test alone. It calls onEvent(event, observation) for every event and
// onDone(report) once, and returns { stop }. fallback.js uses it on our own page.
(function () {
  'use strict';

  // Patience in ms; together they keep every test under 15 s.
  var COLD = 5000; // until a silent attempt is given up
  var COLD_ANSWERED = 8000; // the same where web requests are answered
  var BESIDE = 1000; // until web requests begin beside an attempt
  var FETCH = 4000; // for a web request
  var HOLD = 2000; // how long an open connection is watched
  var LATE = 300; // for the `close` that belongs to an `error`
  var CLOSING = 2000; // for the `close` that belongs to ours
  var MESSAGES = 100; // so many are noted

  // -- Secrets

  var SECRET = 'token|key|secret|password|passwd|pwd|auth|session|sid|ticket|jwt|code|sig|credential';

  // Long, and mixed as no word of a language is.
  function isToken(word) {
    function count(what) {
      return (word.match(what) || []).length;
    }
    var digits = count(/\d/g), upper = count(/[A-Z]/g), lower = count(/[a-z]/g);
    return (word.length >= 16 && digits >= 3 && upper + lower >= 3) ||
      (word.length >= 20 && ((upper >= 3 && lower >= 3) || digits >= 16)) || /^eyJ/.test(word);
  }

  function hideTokens(text) {
    return text.replace(/[^\s=:,;"'()&\/]+/g, function (word) {
      return isToken(word) ? '…' : word;
    });
  }

  function takeApart(url) {
    return /^([a-z][\w+.-]*:\/\/)?([^\/?#]*)([^?#]*)\??([^#]*)/i.exec(url);
  }

  // The address without user name, password, query values and fragment.
  function redact(url) {
    var parts = takeApart(url);
    var query = parts[4] && '?' + parts[4].split('&').map(function (pair) {
      return hideTokens(pair.split('=')[0]) + (/=./.test(pair) ? '=…' : /=/.test(pair) ? '=' : '');
    }).join('&');
    return (parts[1] || '') + parts[2].replace(/.*@/, '…@') + hideTokens(parts[3]) + query;
  }

  // Whether the query holds something like a ticket, which the redacted one hides.
  function hasToken(url) {
    return takeApart(url)[4].split('&').some(function (pair) {
      var value = pair.split('=').slice(1).join('=');
      return value && (new RegExp(SECRET, 'i').test(pair.split('=')[0]) || isToken(value));
    });
  }

  // Texts of the browser and the server may quote the address or a subprotocol.
  function scrub(text, secrets) {
    var named = new RegExp('((?:' + SECRET + ')["\']?[=:]\\s*["\']?)[^\\s,;&"\']{4,}', 'gi');
    return hideTokens(secrets.reduce(function (out, secret) {
      return secret ? out.split(secret).join('…') : out;
    }, String(text)).replace(/[a-z][\w+.-]*:\/\/[^\s'"]+/gi, redact).replace(named, '$1…')).slice(0, 300);
  }

  // -- Test

  function run(url, protocols, onEvent, onDone) {
    var began = now();
    var lag = Date.now() - began;
    var offered = [].concat(protocols || []);
    var report = {
      version: 1,
      url: redact(url),
      protocols: offered.map(function () {
        return '…'; // that something was offered, not what
      }),
      token_in_query: hasToken(url),
      page: location.protocol + '//' + location.host,
      agent: navigator.userAgent,
      started_at: Date.now(),
      utc_offset: -new Date().getTimezoneOffset(),
      offline: navigator.onLine === false,
      hidden: !!document.hidden,
      observations: [],
      page_events: [],
      elapsed: 0,
      stopped: false
    };
    var going = []; // observations that have not ended
    var blocked = []; // what the policy of this page blocked
    var attempt, socket, timer, beside;
    var hasAsked = false; // the web requests have begun
    var isAnswered = false; // …and one of them was answered

    function time() {
      return Math.round((now() - began) * 10) / 10;
    }

    function begin(probe, place) {
      var observation = { probe: probe, place: place, begun: time(), ended: 0, end: 'settled', events: [] };
      report.observations.push(observation);
      going.push(observation);
      return observation;
    }

    function event(kind, more) {
      var made = { at: time(), kind: kind };
      for (var key in more) if (more[key] != null && more[key] !== '') made[key] = more[key];
      if (document.hidden) made.hidden = true; // timers are slow in a hidden tab
      return made;
    }

    function note(observation, kind, more) {
      if (going.indexOf(observation) < 0) return;
      var made = event(kind, more);
      observation.events.push(made);
      if (onEvent) onEvent(made, observation);
    }

    function end(observation, how) {
      var at = going.indexOf(observation);
      if (at < 0) return;
      going.splice(at, 1);
      observation.end = how;
      observation.ended = time();
      if (!going.length && (hasAsked || isRefused())) finish();
    }

    function finish() {
      if (!onDone) return;
      var done = onDone;
      onDone = null;
      clearTimeout(beside);
      release();
      document.removeEventListener('securitypolicyviolation', onPolicy);
      document.removeEventListener('visibilitychange', onVisibility);
      report.elapsed = time();
      // The clock of the day and that of the run: one stood still.
      var jump = Math.abs(Date.now() - now() - lag);
      if (jump > 2000) report.page_events.push(event('clock-jump', { size: Math.round(jump) }));
      done(report);
    }

    function release() {
      clearTimeout(timer);
      if (!socket) return;
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
      if (socket.readyState < 2) socket.close();
      socket = null;
    }

    function later(ms, next) {
      clearTimeout(timer);
      timer = setTimeout(next, ms);
    }

    // A policy of the page that the test runs in, not of the server. The page
    // itself may break it meanwhile: what counts is what was asked here.
    function onPolicy(violation) {
      if (violation.disposition === 'report' || !/^(connect|default)-src/.test(violation.effectiveDirective)) return;
      blocked.push(violation.blockedURI);
      if (violation.blockedURI.indexOf(origin(url)) !== 0) return;
      report.page_events.push(event('policy', { name: violation.effectiveDirective }));
    }

    function onVisibility() {
      report.page_events.push(event(document.hidden ? 'hidden' : 'visible'));
    }

    function violationsOf(url) {
      return blocked.filter(function (uri) {
        return uri.indexOf(origin(url)) === 0;
      }).length;
    }

    function saw(kind) {
      return attempt.events.some(function (event) {
        return event.kind === kind;
      });
    }

    // The browser itself said no: web requests would ask it again.
    function isRefused() {
      return attempt.end === 'settled' && !saw('open') && !saw('close');
    }

    function openSocket() {
      attempt = begin('websocket', 'target');
      if (offered.length) attempt.with_protocols = true;
      try {
        socket = offered.length ? new WebSocket(url, offered) : new WebSocket(url);
      } catch (error) {
        note(attempt, 'threw', { name: error.name });
        // The event that names a policy comes a little later.
        return later(LATE, over);
      }
      later(COLD, loseHope);
      beside = setTimeout(askWeb, BESIDE);
      socket.onopen = function () {
        note(attempt, 'open', { name: socket.protocol && '…', reason: socket.extensions });
        later(HOLD, sayGoodbye);
      };
      socket.onmessage = function (message) {
        var size = typeof message.data === 'string' ? message.data.length : message.data.size || message.data.byteLength;
        if (attempt.events.length < MESSAGES) note(attempt, 'message', { size: size });
      };
      socket.onerror = function () {
        note(attempt, 'error', { state: socket.readyState });
        if (!saw('open')) later(LATE, over);
      };
      socket.onclose = function (close) {
        note(attempt, 'close', { code: close.code, reason: scrub(close.reason, offered), clean: close.wasClean });
        over();
      };
    }

    function sayGoodbye() {
      note(attempt, 'closing', { code: 1000, state: socket.readyState === 1 ? null : socket.readyState });
      socket.close(1000);
      later(CLOSING, over);
    }

    function loseHope() {
      var left = (isAnswered ? COLD_ANSWERED : COLD) - (time() - attempt.begun);
      if (left > 0) later(left, loseHope);
      else over('gave-up');
    }

    function over(how) {
      release();
      attempt.end = how === 'gave-up' ? how : 'settled';
      if (!isRefused()) askWeb();
      end(attempt, attempt.end);
    }

    // Does anything answer web requests at the same host and port?
    function askWeb() {
      if (hasAsked || !onDone) return;
      hasAsked = true;
      if (!window.fetch || hasWorker()) return;
      // fetch() rejects addresses with a user name.
      var web = url.replace(/^ws(s?:\/\/)([^\/?]*@)?/i, 'http$1');
      var root = origin(web) + '/';
      ask('fetch-no-cors', 'target', web);
      if (root !== web) ask('fetch-no-cors', 'root', root);
      ask('fetch-cors', 'target', web);
    }

    function ask(probe, place, url) {
      var observation = begin(probe, place);
      var abort = window.AbortController && new AbortController();
      var before = violationsOf(url);
      var patience = setTimeout(ended, FETCH, 'gave-up');
      var options = {
        mode: probe.replace('fetch-', ''), cache: 'no-store', credentials: 'same-origin', referrerPolicy: 'no-referrer'
      };
      if (abort) options.signal = abort.signal;

      function ended(how) {
        clearTimeout(patience);
        end(observation, violationsOf(url) > before ? 'void' : how);
        if (abort) abort.abort();
      }

      fetch(url, options).then(function (response) {
        isAnswered = true;
        // The status is 0, not told, where the server is of another origin.
        note(observation, 'resolved', { name: response.type, status: response.status || null });
        ended('settled');
      }, function (error) {
        note(observation, 'rejected', { name: error.name });
        // A violation is reported in a task of its own, after this one.
        setTimeout(ended, 50, 'settled');
      });
    }

    document.addEventListener('securitypolicyviolation', onPolicy);
    document.addEventListener('visibilitychange', onVisibility);
    readPermissions(report);
    openSocket();
    return {
      stop: function () {
        report.stopped = true;
        going.slice().forEach(function (observation) {
          hasAsked = true;
          end(observation, 'stopped');
        });
      }
    };
  }

  // Those for local addresses, in browsers that have them. Asks the user nothing.
  function readPermissions(report) {
    ['local-network-access', 'local-network', 'loopback-network'].forEach(function (name) {
      try {
        navigator.permissions.query({ name: name }).then(function (status) {
          if (name !== 'loopback-network') report.local_network = status.state;
          if (name !== 'local-network') report.loopback_network = status.state;
        }, function () {});
      } catch (error) {
        // An old browser.
      }
    });
  }

  // A service worker may answer web requests in the server's place: then they say
  // nothing about it. WebSockets do not pass through it.
  function hasWorker() {
    return !!(navigator.serviceWorker && navigator.serviceWorker.controller);
  }

  function origin(url) {
    return (/^[^:]*:\/\/[^\/?#]*/.exec(url) || ['?'])[0].replace(/\/\/.*@/, '//');
  }

  function now() {
    return window.performance && performance.now ? performance.now() : Date.now();
  }

  // -- Result

  function line(event, observation) {
    var place = observation.place === 'root' ? ' of /' : '';
    return event.at + ' ms  ' + observation.probe + place + ' ' + event.kind +
      Object.keys(event).slice(2).map(function (key) {
        return '  ' + key + '=' + JSON.stringify(event[key]);
      }).join('');
  }

  function test(url, protocols, page) {
    console.log('Testing ' + redact(url) + ' from ' + location.host + '. This takes at most 15 seconds.');
    run(url, protocols, function (event, observation) {
      console.log(line(event, observation));
    }, function (report) {
      if (report.page_events.some(function (event) { return event.kind === 'policy'; })) {
        console.log('The security policy of this page (Content-Security-Policy, connect-src) forbids this connection.');
      }
      if (hasWorker()) console.log('The service worker of this page would answer web requests: they were left out.');
      link(report, page, function (address) {
        console.log('The result, secrets taken out. This link opens it:\n' + address);
      });
    });
  }

  // The report as JSON, deflated where the browser can, in base64url. The
  // fragment of an address travels to no server.
  function link(report, page, onLink) {
    var text = JSON.stringify(report);
    function make(form, binary) {
      var data = btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
      var sum = 0x811c9dc5; // FNV-1a tells a link that was cut from a whole one
      for (var at = 0; at < data.length; at += 1) sum = Math.imul(sum ^ data.charCodeAt(at), 0x01000193) >>> 0;
      onLink(page + '#i=1' + form + ('0000000' + sum.toString(16)).slice(-8) + '.' + data);
    }
    try {
      var deflated = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
      new Response(deflated).arrayBuffer().then(function (buffer) {
        make('d', Array.prototype.map.call(new Uint8Array(buffer), function (byte) {
          return String.fromCharCode(byte);
        }).join(''));
      });
    } catch (error) {
      make('p', unescape(encodeURIComponent(text)));
    }
  }

  window.Why1006 = { run: run, test: test, redact: redact, scrub: scrub, line: line };
})();
