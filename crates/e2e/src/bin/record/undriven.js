// Walks through the scenarios of record.json in the built page, one document
// each, and marks in the console where each begins and ends.
(async () => {
  const until = async (ready, ms) => {
    for (const end = performance.now() + ms; !ready() && performance.now() < end; )
      await new Promise((go) => setTimeout(go, 50));
  };
  const at = Number(new URLSearchParams(location.search).get('record'));
  const one = (await (await fetch('record.json')).json())[at];
  if (!one) return console.log('why1006-record over');
  await until(() => document.documentElement.dataset.why1006 === 'running', 20000);
  const field = (id) => document.getElementById(id);
  await until(() => field('address').value !== '', 10000);
  const fill = (id, text) => {
    field(id).value = text;
    field(id).dispatchEvent(new Event('input', { bubbles: true }));
  };
  fill('address', one.url);
  if (one.protocols) fill('protocols', one.protocols);
  if (one.hold) fill('hold', String(one.hold));
  console.log('why1006-record begin ' + one.id);
  field('test').click();
  await until(() => document.querySelector('main')?.dataset.run === 'done', 30000 + 1000 * (one.hold ?? 0));
  // Some lines come a moment after the event that they explain.
  await new Promise((go) => setTimeout(go, 300));
  console.log('why1006-record end ' + one.id);
  location.search = '?record=' + (at + 1);
})();
