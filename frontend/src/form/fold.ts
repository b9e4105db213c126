// Letters as people look for them: without accents, without the marks of Arabic, and its forms of a letter as one.
const FOLDED: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ؤ: "و", ئ: "ي" };

export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[أإآٱىةؤئ]/g, (letter) => FOLDED[letter])
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "");
