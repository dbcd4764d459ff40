// Reading aloud and speaking, only where the browser itself offers Vietnamese; hidden everywhere else.

export function offerListening({ words, note, offer }) {
  if (!("speechSynthesis" in window)) return () => {};
  let voice = null;
  let current = null;
  const look = () => {
    if (voice) return;
    voice = speechSynthesis.getVoices().find((each) => /^vi\b/i.test(each.lang.replace("_", "-"))) || null;
    if (!voice) return;
    note.textContent = words[voice.localService ? "listen-note-here" : "listen-note-elsewhere"];
    note.hidden = false;
    offer();
  };
  look();
  speechSynthesis.addEventListener?.("voiceschanged", look);
  const stop = () => {
    if (!current) return;
    speechSynthesis.cancel();
    current.textContent = words.listen;
    current = null;
  };
  addEventListener("pagehide", stop);
  return (article, button) => {
    const again = current === button;
    stop();
    if (again) return;
    const speech = new SpeechSynthesisUtterance(article.querySelector(".body").innerText);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.rate = 0.95;
    speech.onend = speech.onerror = () => current === button && stop();
    current = button;
    button.textContent = words["listen-stop"];
    speechSynthesis.speak(speech);
  };
}

export async function offerSpeaking({ button, note, words, heard, fail }) {
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  if (!Recognition || !(await speaksVietnamese(Recognition))) return;
  button.hidden = false;
  let recognition = null;
  const end = () => {
    recognition = null;
    button.textContent = words.speak;
    button.setAttribute("aria-pressed", "false");
    note.hidden = true;
  };
  end();
  button.onclick = () => {
    if (recognition) {
      recognition.stop();
      return;
    }
    recognition = new Recognition();
    recognition.lang = "vi-VN";
    recognition.interimResults = true;
    recognition.onresult = (event) => heard(Array.from(event.results, (result) => result[0].transcript).join(" "));
    recognition.onerror = (event) => {
      if (event.error === "language-not-supported") button.hidden = true;
      if (event.error !== "aborted") fail(words[event.error === "not-allowed" ? "speak-denied" : "speak-failed"]);
    };
    recognition.onend = end;
    button.textContent = words["speak-stop"];
    button.setAttribute("aria-pressed", "true");
    note.hidden = false;
    recognition.start();
  };
}

async function speaksVietnamese(Recognition) {
  if (typeof Recognition.available !== "function") return true;
  try {
    return (await Recognition.available({ langs: ["vi-VN"], processLocally: false })) !== "unavailable";
  } catch {
    return true;
  }
}
