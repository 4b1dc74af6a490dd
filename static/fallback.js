// The simple test: for when the page's program does not run. It takes over our
// own static page, if its form is there, runs the test of snippet.js, and shows
// what the browser reported. Plain JavaScript (ES5). The build puts snippet.js
// before it into one file.
(function () {
  'use strict';

  var LOADING = 15000; // patience with the page's program in ms, from the load event on
  var run = window.Why1006.run;
  var redact = window.Why1006.redact;
  var scrub = window.Why1006.scrub;
  var line = window.Why1006.line;

  // -- Address

  // Reads what was typed or pasted: { url } or { problem }.
  function understand(text) {
    var typed = String(text).trim();
    var inside = /\s/.test(typed) && /\b(wss?|https?):\/\/[^\s'"<>]+/i.exec(typed);
    if (inside) typed = inside[0].replace(/[.,;)]+$/, '');
    // `localhost:3000` has no scheme: a scheme needs its two slashes.
    var scheme = (/^([a-z][\w+.-]*):\/\//i.exec(typed) || ['', ''])[1].toLowerCase();
    var rest = typed.slice(scheme && scheme.length + 1).replace(/^\/\//, '');
    var host = /^(?:[^\/?]*@)?(\[.*?\]|[^\/?:]*)/.exec(rest)[1];
    var odd = /[\s\\\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(typed);
    var problem =
      !typed ? 'is missing. Type it first, for example wss://app.example.com/socket.' :
      typed.length > 8192 ? 'is longer than 8,192 characters. Paste only the address.' :
      odd ? 'has ' + (odd[0] === '\\' ? 'a backslash' : 'a space or an invisible sign') + ' in it. Take it out.' :
      /#/.test(typed) ? 'has a part after #, which browsers refuse. Take it out.' :
      scheme && !/^(ws|http)s?$/.test(scheme) ? 'begins with ' + scheme + '://. It must begin with wss:// or ws://.' :
      !scheme && /^(ws|http)s?:/i.test(typed) ? 'lacks slashes. It must begin with wss:// or ws://.' :
      !host ? 'has no host name. It looks like wss://app.example.com/socket.' :
      /[<>{}|^$*]|^\[.*[^\da-f:.\[\]]/i.test(host) ? 'has ' + host + ' where a host name belongs. Is it a placeholder?' : '';
    if (problem) return { problem: 'The address ' + problem };
    if (!scheme) scheme = location.protocol === 'https:' || !isLocal(host) ? 'wss' : 'ws';
    return { url: scheme.replace('http', 'ws') + '://' + rest };
  }

  // Hosts where a server without TLS is likelier than one with it.
  function isLocal(host) {
    return /^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[(::1\]|f[cd]|fe[89ab])/i.test(host) ||
      /(^|\.)(localhost|local|lan|internal|home\.arpa)\.?$/i.test(host) || !/[.\[]/.test(host);
  }

  // -- Result

  // One careful sentence: it names groups of reasons, never a single one.
  function conclude(report) {
    var attempt = report.observations[0];
    var web = report.observations.slice(1);
    var saw = function (kind) {
      return attempt.events.filter(function (event) {
        return event.kind === kind;
      })[0];
    };
    var some = function (test) {
      return web.some(test);
    };
    if (report.stopped) return 'You stopped the test. The list shows what had happened until then.';
    var policy = report.page_events.some(function (event) {
      return event.kind === 'policy';
    });
    if (policy || saw('threw') || (saw('error') && !saw('open') && !saw('close'))) {
      return 'The browser itself refused the attempt' + (saw('threw') ? ' (' + saw('threw').name + ')' : '') + '. ' +
        (policy ? 'A security policy of this page forbids it' : 'The address, its port, a ws:// address on an ' +
        'https page, or a security policy of this page can be why') + '. This says nothing about the server.';
    }
    if (saw('closing')) {
      return 'The connection opened and stayed open for 2 seconds. If your app still fails, look at ' +
        'what differs: its page, its sign-in, what it sends, how long it stays.';
    }
    if (saw('open')) {
      return 'The connection opened, then ended' + (saw('close') ? ' with code ' + saw('close').code : '') +
        '. The server, or something on the way, ended it.';
    }
    var start = saw('close') ? 'The connection failed' :
      'The connection got no answer in ' + Math.round((attempt.ended - attempt.begun) / 1000) + ' seconds';
    if (some(function (one) { return one.events.some(function (event) { return event.kind === 'resolved'; }); })) {
      return start + ', but something answers web requests at the same address. A wrong path, a server that refuses ' +
        'this page or wants a sign-in, and a proxy that does not pass WebSockets on all look like this.';
    }
    var isMixed = location.protocol === 'https:' && /^ws:/i.test(report.url);
    if (isMixed || !some(function (one) { return one.end !== 'void'; })) {
      return start + '. The web request that would tell more is not possible in this browser or on this page.';
    }
    var gaveUp = some(function (one) { return one.end === 'gave-up'; });
    return start + ', and web requests to the same address ' + (gaveUp ? 'got no answer' : 'failed') +
      ' too. The server, its name, port or certificate, the network, a proxy, a firewall, or a question of the browser ' +
      'that waits for you can be why. A page cannot tell these apart.';
  }

  function lines(report) {
    return report.observations.reduce(function (all, observation) {
      return all.concat(observation.events.map(function (event) {
        return line(event, observation);
      }));
    }, []);
  }

  // -- Our own page

  // Why the program does not run; {words} are fields of the event's detail.
  var WHY = {
    'status': 'its file {file} was answered with status {status}, by the server or by something on the way',
    'web-page': 'a web page came instead of its file {file}, perhaps a sign-in page or the warning of a filter',
    'wrong-type': 'its file {file} came with the type "{type}", which browsers do not run',
    'cut-short': 'its file {file} came cut short, after {length} bytes',
    'altered': 'its file {file} was altered on the way',
    'unreadable': 'this browser cannot read its file {file}. The browser is too old, or the file was altered on the way',
    'unreachable': 'its file {file} did not arrive. It was blocked, or the connection broke',
    'unsupported': 'this browser is too old for it, or a security setting switches WebAssembly off',
    'policy': 'a security policy that came with the page forbids WebAssembly',
    'opened-as-file': 'the page was opened as a file, and browsers run it only from a web server',
    'slow': 'it has not arrived after ' + LOADING / 1000 + ' seconds',
    'error': 'it stopped with an error: {message}'
  };

  function element(parent, tag, text, attributes) {
    var made = document.createElement(tag);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    made.textContent = text;
    return parent.appendChild(made);
  }

  function attach() {
    var root = document.documentElement;
    var form = document.getElementById('ask');
    var state = document.getElementById('page-state');
    var panel = document.getElementById('fallback');
    if (!form || !state || !panel) return; // somebody else's page
    var started = false; // the program has run
    var trouble = ''; // what is wrong with the page, in words
    var slow = false; // …and it is only late
    var current = null; // the test that runs
    var status, out, clock;

    function onSubmit(event) {
      if (isStarted()) return;
      event.preventDefault();
      if (trouble) return test(document.getElementById('address'));
      form.setAttribute('data-asked', 'yes');
      state.textContent = 'This page is still loading. It starts the test as soon as it can.';
    }

    // Once the program runs, the form is its own.
    function isStarted() {
      if (!started && root.getAttribute('data-why1006') === 'running') {
        started = true;
        clearTimeout(clock);
        form.removeEventListener('submit', onSubmit);
        panel.hidden = !panel.querySelector('textarea'); // a result that somebody reads stays
        if (current) current.stop();
        state.textContent = trouble = '';
        slow = false;
      }
      return started;
    }

    function takeOver(detail) {
      var ran = isStarted();
      if (trouble && !slow) return; // the first reason is the reason
      if (location.protocol === 'file:') detail = { why: 'opened-as-file' };
      var late = slow;
      slow = detail.why === 'slow';
      clearTimeout(clock);
      trouble = ran && !detail.file ? 'This page’s program stopped with an error. Reload the page to use it again.' :
        'This page could not load its program: ' + (WHY[detail.why] || WHY.error).replace(/\{(\w+)\}/g, function (_, key) {
          return detail[key] == null ? 'unknown' : scrub(detail[key], []);
        }) + '.';
      // The program may have put other elements in the place of ours.
      if (!root.contains(panel)) panel = element(document.querySelector('main') || document.body, 'section', '');
      if (!root.contains(state)) state = document.getElementById('page-state');
      if (!state) state = panel.parentNode.insertBefore(element(panel, 'p', '', { role: 'status' }), panel);
      state.hidden = panel.hidden = false;
      state.textContent = trouble + ' The simple test below still works.';
      if (late) return;
      openPanel(ran);
      if (!ran && form.getAttribute('data-asked')) {
        form.removeAttribute('data-asked');
        test(document.getElementById('address'));
      }
    }

    function openPanel(ran) {
      panel.textContent = '';
      element(panel, 'h2', 'Simple test');
      element(panel, 'p', 'When you ask for it, it opens one WebSocket to the address, then makes up to three web ' +
        'requests to the same host. It contacts nothing else.');
      var box = document.getElementById('address');
      if (ran) box = ownForm(box ? box.value : '');
      // A link fills the form, as the program would have done. It starts nothing.
      var link = /[#&]url=([^&]*)/.exec(location.hash) || /[?&]url=([^&]*)/.exec(location.search);
      if (link && box.value === box.defaultValue) {
        try {
          box.value = decodeURIComponent(link[1]);
        } catch (error) {
          box.value = link[1];
        }
      }
      status = element(panel, 'p', '', { role: 'status' });
      out = element(panel, 'div', '');
    }

    // The form of the page belongs to the program that broke down.
    function ownForm(value) {
      var own = element(panel, 'form', '');
      element(own, 'label', 'Address', { 'for': 'fallback-address' });
      var box = element(own, 'input', '', { id: 'fallback-address', autocomplete: 'off', spellcheck: 'false' });
      box.value = value;
      element(own, 'button', 'Run the simple test');
      own.addEventListener('submit', function (event) {
        event.preventDefault();
        test(box);
      });
      return box;
    }

    function test(box) {
      if (current) return;
      var address = understand(box.value);
      box.setAttribute('aria-invalid', !!address.problem);
      status.textContent = address.problem || 'Testing ' + redact(address.url) + '. This takes at most 15 seconds.';
      if (address.problem) return box.focus();
      out.textContent = '';
      var stop = element(out, 'button', 'Stop', { type: 'button' });
      var list = element(out, 'ol', '', { 'aria-label': 'What the browser reported' });
      current = run(address.url, null, function (event, observation) {
        element(list, 'li', line(event, observation));
      }, function (report) {
        current = null;
        status.textContent = '';
        out.removeChild(stop);
        if (!panel.hidden) show(report, list);
      });
      stop.addEventListener('click', current.stop);
    }

    function show(report, list) {
      var sentence = conclude(report);
      var heading = element(out, 'h3', 'Result of the simple test', { tabindex: '-1' });
      element(out, 'p', sentence);
      out.appendChild(list); // below the sentence
      element(out, 'label', 'The same as text', { 'for': 'fallback-text' });
      var text = element(out, 'textarea', '', { id: 'fallback-text', readonly: '', rows: '12' });
      var copy = element(out, 'button', 'Copy', { type: 'button' });
      var copied = element(out, 'p', '', { role: 'status' });
      text.value = ['Why1006, simple test', sentence, 'address: ' + report.url, 'page: ' + report.page,
        'browser: ' + report.agent, 'when: ' + new Date(report.started_at).toISOString(), 'trouble of the page: ' + trouble
      ].concat(lines(report)).join('\n');
      copy.addEventListener('click', function () {
        text.focus();
        text.select();
        // The old command, because the new one needs https.
        copied.textContent = document.execCommand('copy') ? 'Copied.' : 'The text is selected. Copy it with the keyboard.';
      });
      heading.focus();
    }

    // A script of ours did not load, or broke, or is no JavaScript to this browser.
    function onError(event) {
      var script = event.target.tagName === 'SCRIPT' && event.target.src;
      var file = script || event.filename || '';
      if (stoppedByTrap(event.error) || isStarted()) return;
      if (file.indexOf(location.protocol + '//' + location.host + '/') !== 0) return; // an extension's
      if (script) inspect(file, 'unreachable');
      else if (/SyntaxError/.test(event.message)) inspect(file, 'unreadable');
      else takeOver({ why: 'error', message: event.message });
    }

    // The program broke down and could not say so itself.
    function stoppedByTrap(error) {
      var trap = window.WebAssembly && error instanceof WebAssembly.RuntimeError;
      if (trap) takeOver({ why: 'error', message: error.message });
      return trap;
    }

    // Asks for a script once more, to see what comes in its place.
    function inspect(url, otherwise) {
      var request = new XMLHttpRequest();
      request.onloadend = function () {
        var status = request.status;
        var type = request.getResponseHeader('content-type');
        if (!isStarted()) takeOver({
          why: status && (status < 200 || status > 299) ? 'status' :
            /^\s*<[!a-z?]/i.test(request.responseText) ? 'web-page' :
            status && !/(java|ecma)script/i.test(type) ? 'wrong-type' :
            status && otherwise === 'unreachable' ? 'altered' : otherwise,
          file: url.replace(/[?#].*/, '').replace(/.*\//, ''),
          status: status,
          type: type
        });
      };
      request.open('GET', url);
      request.timeout = 5000;
      request.send();
    }

    function startClock() {
      // watch.js has waited already, or has seen a script fail.
      var seen = root.getAttribute('data-why1006-late');
      clock = setTimeout(function () {
        // Perhaps its first script failed before anybody listened.
        var first = document.querySelector('script[type=module][src]');
        if (isStarted()) return;
        if (seen) inspect(seen, 'unreachable');
        else if (first) inspect(first.src, 'slow');
        else takeOver({ why: 'slow' });
      }, seen === null ? LOADING : 0);
    }

    form.addEventListener('submit', onSubmit);
    window.addEventListener('error', onError, true);
    window.addEventListener('unhandledrejection', function (event) {
      stoppedByTrap(event.reason);
    });
    window.addEventListener('why1006:started', isStarted);
    window.addEventListener('why1006:failed', function (event) {
      takeOver(event.detail);
    });
    if (window.MutationObserver) new MutationObserver(isStarted).observe(root, { attributes: true });
    var failed = root.getAttribute('data-why1006-failed');
    if (failed) takeOver(JSON.parse(failed));
    else if (!('noModule' in document.createElement('script'))) takeOver({ why: 'unsupported' });
    else if (document.readyState === 'complete') startClock();
    else window.addEventListener('load', startClock);
  }

  // A deferred script comes after the form, and before the program's own scripts.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', attach);
  else attach();
})();
