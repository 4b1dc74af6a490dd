// Starts the page's program: fetches the wasm, imports its JavaScript half,
// hands one to the other. The rest of the wasm it fetches when the program asks
// for it. If anything fails it finds out why and says so by the event
// `why1006:failed`, which fallback.js turns into words:
//
//   detail: { step, why, message, file, status, type, length }
//   step    'glue' | 'wasm-fetch' | 'wasm-compile' | 'start'
//   why     'status'       answered with an HTTP error (`status`)
//           'web-page'     answered with HTML
//           'wrong-type'   the glue has a type that browsers do not run (`type`)
//           'cut-short'    the end is missing (`length` bytes came)
//           'altered'      not the bytes that were built
//           'unreadable'   the glue is no JavaScript to this browser
//           'unreachable'  no answer could be had
//           'unsupported'  no WebAssembly, or a too old one
//           'policy'       a content security policy forbids WebAssembly
//           'error'        the program itself failed (`message`)
//
// status, type and length are null where nothing was seen. The same detail is
// left as JSON in `data-why1006-failed` of <html>, for a late listener.
//
// The build replaces the words in double underscores.

const GLUE = new URL('__GLUE__', import.meta.url).href;
const FIRST = { url: new URL('__WASM__', import.meta.url).href, integrity: '__WASM_INTEGRITY__' };
const REST = { url: new URL('__REST__', import.meta.url).href, integrity: '__REST_INTEGRITY__' };

boot().catch((error) => failed('start', error, { why: 'error' }));

async function boot() {
  if (typeof WebAssembly !== 'object') {
    return failed('wasm-compile', new Error('WebAssembly is missing'), { why: 'unsupported' });
  }
  const coming = fetchWasm(FIRST);
  coming.catch(() => {}); // awaited below, after the glue, which comes beside it

  let glue;
  try {
    glue = await import(GLUE);
  } catch (error) {
    return failed('glue', error, await inspectGlue(error));
  }

  expectRest(glue);
  await instantiate(FIRST, coming, (wasm) => glue.default({ module_or_path: wasm }));
}

// The program asks for its rest by `why1006Rest(aloud)`, which gives true once it
// is there: silently when somebody uses the form, aloud when it cannot go on
// without it. Only then is a failure said, and only if a second attempt fails.
function expectRest(glue) {
  let coming;
  const bring = (aloud) => (coming = instantiate(REST, fetchWasm(REST), glue.rest, aloud));
  window.why1006Rest = async (aloud) =>
    aloud ? (coming && (await coming)) || bring(true) : coming || bring(false);
}

// Hands what is coming to the glue; false, and a report if `aloud`, if it fails.
async function instantiate(file, coming, take, aloud = true) {
  const tell = (...seen) => {
    if (aloud) failed(...seen, file);
    return false;
  };
  let wasm;
  try {
    wasm = await coming;
  } catch (error) {
    return tell('wasm-fetch', error, error.seen || (await inspectWasm(file)));
  }

  try {
    await take(wasm);
    return true;
  } catch (error) {
    const compile = error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError;
    const seen = await whyNotStarted(error, file);
    // Without these two it was the file: a compiler that reads while it loads
    // meets the end of a broken download first.
    const step = compile ? 'wasm-compile' : seen.why === 'error' || seen.why === 'policy' ? 'start' : 'wasm-fetch';
    return tell(step, error, seen);
  }
}

// A Response where the browser can compile while it loads; bytes where the
// server gives the file a wrong type, which is no reason to fail.
async function fetchWasm({ url, integrity }) {
  let response;
  try {
    response = await fetch(url, { integrity });
  } catch (error) {
    // The browser says only "failed". A damaged copy in a cache looks the same
    // as a damaged file, so a file that is whole at second sight gets one more try.
    const seen = await inspectWasm({ url });
    if (seen.why !== 'whole') throw Object.assign(error, { seen });
    response = await fetch(url, { integrity, cache: 'reload' }).catch((again) => {
      throw Object.assign(again, { seen: { ...seen, why: 'altered' } });
    });
  }
  if (!response.ok) throw new Error('status ' + response.status);
  const type = response.headers.get('content-type') || '';
  return type.toLowerCase() === 'application/wasm' ? response : response.arrayBuffer();
}

async function inspectWasm({ url }) {
  const seen = await inspect(url);
  if (seen.why === 'whole') {
    const { bytes } = seen;
    const magic = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
    if (bytes.length > 3 && !magic) seen.why = 'altered';
    else if (lacksItsEnd(bytes)) seen.why = 'cut-short';
  }
  return seen;
}

async function inspectGlue(error) {
  const seen = await inspect(GLUE);
  if (seen.why === 'whole') {
    const runs = /^(text|application)\/(x-)?(java|ecma)script\b/i.test(seen.type || '');
    if (!runs) seen.why = 'wrong-type';
    else if (error instanceof SyntaxError) seen.why = 'unreadable';
    // It can be had now but could not be had before: a broken connection.
    else seen.why = error instanceof TypeError ? 'unreachable' : 'error';
  }
  return seen;
}

async function whyNotStarted(error, file) {
  if (error instanceof WebAssembly.RuntimeError) return { why: 'error' };
  if (/\bCSP\b|content security policy|unsafe-eval/i.test(error.message)) return { why: 'policy' };
  // With an integrity the bytes were right, and this browser cannot use them.
  const compile = error instanceof WebAssembly.CompileError;
  if (compile && file.integrity) return { why: 'unsupported' };
  const seen = await inspectWasm(file);
  if (seen.why === 'whole') seen.why = compile ? 'altered' : 'error';
  return seen;
}

// What a file looks like without integrity: 'whole' if nothing is wrong at
// first sight.
async function inspect(url) {
  let response;
  try {
    response = await fetch(url, { cache: 'no-store' });
  } catch (error) {
    return { why: 'unreachable' };
  }
  const { bytes, broken } = await readAll(response);
  const seen = {
    why: 'whole',
    status: response.status,
    type: response.headers.get('content-type'),
    length: bytes.length,
    bytes,
  };
  if (!response.ok) seen.why = 'status';
  else if (startsLikeHtml(bytes)) seen.why = 'web-page';
  else if (broken || bytes.length === 0) seen.why = 'cut-short';
  return seen;
}

// The bytes that came, also when the connection breaks before the end.
async function readAll(response) {
  const chunks = [];
  let broken = false;
  const reader = response.body && response.body.getReader();
  try {
    for (let part; reader && !(part = await reader.read()).done; ) chunks.push(part.value);
  } catch (error) {
    broken = true;
  }
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, broken };
}

function startsLikeHtml(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^(\u00ef\u00bb\u00bf)?\s*<[!a-z?]/i.test(head);
}

// Walks over the sections of a wasm file (8 bytes of header; then, per section,
// one byte of kind, its length in LEB128, its body): a file that was cut ends
// inside one.
function lacksItsEnd(bytes) {
  let at = 8;
  while (at < bytes.length) {
    at += 1;
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7, at += 1) {
      if (at >= bytes.length || shift > 28) return true;
      size += (bytes[at] & 0x7f) * 2 ** shift;
      more = bytes[at] > 0x7f;
    }
    at += size;
  }
  return at !== bytes.length;
}

function failed(step, error, seen, file = FIRST) {
  const detail = {
    step,
    why: seen.why,
    message: String((error && error.message) || error),
    file: (step === 'glue' ? GLUE : file.url).replace(/^.*\//, ''),
    status: seen.status === undefined ? null : seen.status,
    type: seen.type || null,
    length: seen.length === undefined ? null : seen.length,
  };
  document.documentElement.dataset.why1006Failed = JSON.stringify(detail);
  window.dispatchEvent(new CustomEvent('why1006:failed', { detail }));
}
