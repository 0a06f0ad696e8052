// Asks the browser for a passkey where a form wants one. Without a script the form stays hidden, and the page says so.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function asked(said) {
  const options = { ...said, challenge: bytes(said.challenge) };
  if (said.user) options.user = { ...said.user, id: bytes(said.user.id) };
  if (said.excludeCredentials) options.excludeCredentials = keys(said.excludeCredentials);
  if (said.allowCredentials) options.allowCredentials = keys(said.allowCredentials);
  return options;
}

function answered(made) {
  const response = { clientDataJSON: text(made.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (made.response[name]) response[name] = text(made.response[name]);
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response,
    clientExtensionResults: {},
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !navigator.credentials) continue;
  const told = form.querySelector("[data-passkey-told]");
  form.hidden = false;
  for (const without of document.querySelectorAll("[data-passkey-without]")) without.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    told.textContent = "";
    try {
      const publicKey = asked(JSON.parse(form.dataset.options));
      const made = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.answer.value = answered(made);
      form.submit();
    } catch (fault) {
      told.textContent =
        fault.name === "InvalidStateError"
          ? "This device holds a passkey of yours already."
          : "No passkey was used: it was stopped, took too long, or this device holds none. Try again, or use another way.";
    }
  });
}
