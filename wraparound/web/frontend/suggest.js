// Offers children while one types into the box. Without this the box is a plain form. What is typed is sent, never put
// into an address, and only after a pause: each answer shows people, and who was shown is written down.

const PAUSE = 250; // milliseconds without a key, after which the service is asked
const FEWEST = 3; // letters and digits that are worth asking for

for (const form of document.querySelectorAll("form[data-suggest]")) offer(form);

function offer(form) {
  const input = form.querySelector("input[name=scrap]");
  const list = form.querySelector("[role=listbox]");
  const told = form.querySelector("[data-suggest-told]");
  let timer, asked, typed = input.value;
  let active = -1;

  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    const options = [...list.children];
    active = (place + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(form.dataset.suggest, { method: "POST", body: new FormData(form), redirect: "manual", signal });
      const found = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      list.innerHTML = found; // our own page's words, escaped by the server
      const count = list.children.length;
      close();
      list.hidden = count === 0;
      input.setAttribute("aria-expanded", String(count > 0));
      told.textContent = count ? `${count} may be meant. Use the arrow keys, or press Enter to see why.` : "Nobody yet. Press Enter to search.";
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const now = input.value.trim();
    if (now === typed.trim()) return;
    typed = input.value;
    asked?.abort();
    if (now.replace(/[^\p{L}\p{N}]/gu, "").length < FEWEST) return close();
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const open = !list.hidden && list.children.length > 0;
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && open) {
      event.preventDefault();
      choose(active + 1);
    } else if (event.key === "ArrowUp" && open) {
      event.preventDefault();
      choose(active < 0 ? list.children.length - 1 : active - 1);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      window.location.assign(list.children[active].dataset.href);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.href);
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
  form.addEventListener("submit", () => { clearTimeout(timer); asked?.abort(); });
}
