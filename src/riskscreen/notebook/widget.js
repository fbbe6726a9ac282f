/** A form in a cell: the page in a frame of its own, so that neither can reach into the other, and messages between. */

function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = model.get("title");
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-modals");
  frame.style.cssText = `width: 100%; height: ${model.get("height")}px; border: 1px solid currentColor; border-radius: 4px`;
  let known = "";

  const send = () => {
    const text = model.get("answers_file");
    if (text === known) return;
    known = text;
    frame.contentWindow?.postMessage({ riskscreen: "answers", text }, "*");
  };
  const hear = ({ source, data }) => {
    if (source !== frame.contentWindow || !data) return;
    if (data.riskscreen === "ready") {
      known = "";
      send();
    } else if (data.riskscreen === "answers" && typeof data.text === "string") {
      known = data.text;
      model.set("answers_file", data.text);
      model.save_changes();
    }
  };

  window.addEventListener("message", hear);
  model.on("change:answers_file", send);
  frame.srcdoc = model.get("page");
  el.append(frame);
  return () => {
    window.removeEventListener("message", hear);
    model.off("change:answers_file", send);
  };
}

export default { render };
