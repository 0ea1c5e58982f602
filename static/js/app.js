// Everything works without this file; it adds the theme switch, keys, dialogs and a guard against pressing twice.
const root = document.documentElement;
const $ = (selector) => document.querySelector(selector);
const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode */ } };

const systemTheme = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
const keysOn = () => stored("keys") !== "off"; // WCAG 2.1.4: single keys can be switched off
const typing = (el) => el.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function toggleTheme() {
  root.dataset.theme = (root.dataset.theme || systemTheme()) === "dark" ? "light" : "dark";
  store("theme", root.dataset.theme);
}

// A queue: J and K move the choice and put the focus on its link, so that Enter opens it.
function choose(item) {
  item.parentElement.querySelector(":scope > [data-selected]")?.removeAttribute("data-selected");
  item.setAttribute("data-selected", "");
}

function moveInQueue(step) {
  const items = [...document.querySelectorAll("[data-queue] > li")];
  if (!items.length) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const start = at < 0 ? items.findIndex((item) => item.hasAttribute("data-selected")) - (step > 0 ? 1 : 0) : at;
  const next = items[Math.min(items.length - 1, Math.max(0, start + step))];
  choose(next);
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
}

// A digit chooses on the scale that holds the focus, else on the first that waits for an answer.
function setLevel(digit) {
  const open = $("[data-scale]:not(:has(:checked))") ?? $("[data-scale]");
  const scale = document.activeElement?.closest("[data-scale]") ?? open;
  const radio = scale?.querySelector(`input[type=radio][value="${digit}"]`);
  if (!radio || radio.disabled) return false;
  radio.focus();
  radio.click();
  return true;
}

const keys = {
  "/": () => { $("#search")?.focus(); return Boolean($("#search")); },
  "?": () => { $("#shortcuts")?.showModal(); return true; },
  j: () => { moveInQueue(1); return true; },
  k: () => { moveInQueue(-1); return true; },
};
for (const digit of "12345") keys[digit] = () => setLevel(digit);

// Ctrl-Enter presses the page's main button, or that of the form in which the cursor stands.
function submitByKey(target) {
  const form = target.closest("form") ?? $("form [data-primary-submit]")?.form;
  const button = form?.querySelector("[data-primary-submit]");
  if (form && button?.getAttribute("aria-disabled") !== "true") form.requestSubmit(button);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submitByKey(event.target);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  if (typing(event.target) || $("dialog[open]")) return;
  if (keys[event.key]?.()) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-queue] > li");
  if (item) choose(item);
});

function openDialog(opener, event) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog) return; // the link leads to a page that asks the same
  event.preventDefault();
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[aria-disabled=true]")) { event.preventDefault(); return; }
  if (on("[data-theme-toggle]")) toggleTheme();
  if (on("[data-dismiss]")) on(".toast").remove();
  if (on("[data-print]")) print();
  const opener = on("[data-dialog]");
  if (opener) openDialog(opener, event);
  if (event.target.matches("dialog")) event.target.close(); // a click beside it
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys]")) store("keys", event.target.checked ? "on" : "off");
});

// Pressing twice sends once. Forms that htmx sends are its own business: it has prevented the default by now.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const method = event.submitter?.getAttribute("formmethod") ?? form.method;
  if (event.defaultPrevented || method !== "post") return;
  if (form.hasAttribute("aria-busy")) { event.preventDefault(); return; }
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("aria-busy", "true");
});

addEventListener("pageshow", () => {
  for (const waiting of document.querySelectorAll("form[aria-busy], form [aria-busy]")) {
    waiting.removeAttribute("aria-busy");
  }
  for (const box of document.querySelectorAll("[data-keys]")) box.checked = keysOn();
});
