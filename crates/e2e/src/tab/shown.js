// What can be read in a tab; also in Firefox's error pages, which keep their
// text in shadow trees.
const read = (node) =>
  [...node.childNodes]
    .map((child) => {
      if (child.nodeType === Node.TEXT_NODE) return child.data;
      if (child.nodeType !== Node.ELEMENT_NODE) return "";
      if (/^(STYLE|SCRIPT|LINK|TITLE)$/i.test(child.tagName)) return "";
      return read(child.shadowRoot ?? child);
    })
    .join(" ");
const address = document.documentURI;
const error = /^(chrome-error:|about:(neterror|certerror|httpsonlyerror))/.test(address);
const text = (error ? read(document.documentElement) : (document.body?.innerText ?? "")).trim();
let code = "";
for (const name of ["getFailedCertSecurityInfo", "getNetErrorInfo"])
  try {
    code ||= document[name]().errorCodeString;
  } catch {
    // Only some pages have it, and only Firefox's.
  }
// As it is drawn: Chromium writes some in capitals.
code ||= document.querySelector("#error-code, .error-code")?.innerText.trim() ?? "";
// Firefox also writes codes of its own, such as NS_ERROR_NET_EMPTY_RESPONSE.
code ||= (error && text.match(/Error Code: (\w+)/i)?.[1]) || "";
const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
const part = (selector) =>
  [document, ...roots]
    .map((root) => root?.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim())
    .find((words) => words) ?? "";
return {
  error,
  blank: /^(about:blank$|data:)/.test(document.URL),
  text: text.replace(/\s+/g, " ").slice(0, 2000),
  title: document.title,
  code,
  head: [part("h1"), part("#error-intro")].filter((words) => words).join(": "),
  status: performance.getEntriesByType("navigation")[0]?.responseStatus ?? null,
};
