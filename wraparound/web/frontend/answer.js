// Shows of a form only what belongs to the answer that is chosen. Without a script all of it stands there.

const form = document.querySelector(".wa-answering");
const parts = [...form.querySelectorAll(".wa-part")];

function show() {
  const chosen = form.querySelector("input[name=outcome]:checked")?.value;
  for (const part of parts) part.hidden = !part.dataset.for.split(" ").includes(chosen);
}

form.addEventListener("change", show);
show();
