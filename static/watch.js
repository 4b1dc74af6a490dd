// Keeps watch until the page's program runs, and brings fallback.js if it does
// not. Plain ES5 and small: everybody loads it. fallback.js finds out why.
(function () {
  'use strict';
  var root = document.documentElement;
  var form = document.getElementById('ask');
  var state = document.getElementById('page-state');
  var own = document.querySelector('script[data-fallback]');
  var brought = false;

  function isRunning() {
    return root.getAttribute('data-why1006') === 'running';
  }

  // `failed`: the address of a script that did not load.
  function bring(failed) {
    if (brought) return;
    brought = true;
    root.setAttribute('data-why1006-late', failed || '');
    var script = document.createElement('script');
    script.crossOrigin = 'anonymous';
    script.integrity = own.getAttribute('data-integrity') || '';
    script.src = own.getAttribute('data-fallback');
    script.onerror = function () {
      state.textContent = 'This page could not load its program, nor the simple test that stands in for it. ' +
        'Reload the page, or open it on another network.';
    };
    document.head.appendChild(script);
  }

  // A click before the program runs is kept; the program, or the fallback, starts the test.
  form.addEventListener('submit', function (event) {
    if (brought || isRunning()) return;
    event.preventDefault();
    form.setAttribute('data-asked', 'yes');
    state.textContent = 'This page is still loading. It starts the test as soon as it can.';
  });

  window.addEventListener('why1006:started', function () {
    if (!brought) state.textContent = '';
  });

  window.addEventListener('why1006:failed', function (event) {
    root.setAttribute('data-why1006-failed', JSON.stringify(event.detail));
    bring();
  });

  // A script of ours that did not load or is not understood; a program that broke down.
  window.addEventListener('error', function (event) {
    var trap = window.WebAssembly && event.error instanceof WebAssembly.RuntimeError;
    var ours = event.target.tagName === 'SCRIPT' && !isRunning();
    if (trap && !root.hasAttribute('data-why1006-failed')) {
      root.setAttribute('data-why1006-failed', JSON.stringify({ why: 'error', message: event.error.message }));
    }
    if (trap || ours || (event.filename && !isRunning())) bring(ours && event.target.src);
  }, true);

  window.addEventListener('load', function () {
    if (!('noModule' in document.createElement('script'))) bring();
    setTimeout(function () {
      if (!isRunning()) bring();
    }, 12000);
  });
})();
