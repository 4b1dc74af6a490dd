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
const cards = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
const heads = [document, ...cards].map((root) => root?.querySelector("h1")?.textContent.trim());
return {
  error,
  blank: /^(about:blank$|data:)/.test(document.URL),
  text: text.replace(/\s+/g, " ").slice(0, 2000),
  title: document.title,
  code,
  head: heads.find((head) => head) ?? "",
  status: performance.getEntriesByType("navigation")[0]?.responseStatus ?? null,
};
