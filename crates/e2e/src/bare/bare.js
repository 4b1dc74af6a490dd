// Does `arguments[0]`, a list of steps, one after the other. Every step settles
// with a word; none throws. The words are those of `step.rs`.
const list = arguments[0];

// No probe of the page waits longer than this for its first event.
const LONGEST = 12000;
// As long as the page waits for the answer to its own goodbye.
const CLOSING = 2000;

const socket = ({ url, protocols, hold, patience }) =>
  new Promise((done) => {
    let attempt;
    let timer;
    let opened = false;
    const end = (outcome) => {
      clearTimeout(timer);
      attempt.onopen = attempt.onerror = attempt.onclose = null;
      if (attempt.readyState < 2) attempt.close();
      done(outcome);
    };
    try {
      attempt = new WebSocket(url, protocols);
    } catch {
      done("threw");
      return;
    }
    timer = setTimeout(() => end("gave-up"), patience ?? LONGEST);
    attempt.onopen = () => {
      opened = true;
      clearTimeout(timer);
      // Without a time the server said goodbye first.
      timer = setTimeout(() => {
        attempt.close(1000);
        timer = setTimeout(() => end("opened"), CLOSING);
      }, hold ?? LONGEST);
    };
    attempt.onclose = () => end(opened ? "opened" : "failed");
  });

const request = async (fetch, { url, mode, space, patience }) => {
  const controller = new AbortController();
  const options = {
    mode,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: controller.signal,
  };
  if (space) options.targetAddressSpace = space;
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(() => done("gave-up"), patience ?? LONGEST);
  });
  const answer = fetch(url, options).then(
    () => "answered",
    () => "rejected",
  );
  const outcome = await Promise.race([answer, late]);
  clearTimeout(timer);
  // Nobody reads the body.
  controller.abort();
  return outcome;
};

const element = ({ url, patience }) =>
  new Promise((done) => {
    const link = document.createElement("link");
    const end = (outcome) => {
      clearTimeout(timer);
      link.remove();
      done(outcome);
    };
    const timer = setTimeout(() => end("gave-up"), patience ?? LONGEST);
    link.onload = () => end("loaded");
    link.onerror = () => end("failed");
    link.rel = "prefetch";
    link.href = url;
    document.head.append(link);
  });

const frame = async (step) => {
  const inside = document.createElement("iframe");
  const loaded = new Promise((done) => {
    inside.onload = done;
  });
  inside.hidden = true;
  inside.srcdoc = `<meta http-equiv="Content-Security-Policy" content="connect-src ${step.origin}">`;
  document.body.append(inside);
  await loaded;
  const outcome = await request((...words) => inside.contentWindow.fetch(...words), step);
  inside.remove();
  return outcome;
};

const kinds = {
  socket,
  request: (step) => request((...words) => fetch(...words), step),
  element,
  frame,
};

const run = async () => {
  const steps = [];
  // The driver is quiet by then.
  await new Promise((done) => setTimeout(done, 50));
  const began = performance.now();
  for (const step of list) {
    const begun = performance.now();
    const outcome = await kinds[step.kind](step);
    steps.push({ outcome, ms: performance.now() - begun });
  }
  return { ms: performance.now() - began, steps };
};

return run();
