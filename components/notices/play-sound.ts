/** Two short tones each, told apart with closed eyes: a fill rises and is bright, a refusal falls and is rough. */
const TONES = {
  fill: { type: "sine", pitches: [660, 990], lengthS: 0.09 },
  reject: { type: "square", pitches: [240, 160], lengthS: 0.14 },
} as const;

const ATTACK_S = 0.008;
const LOUDEST = 0.25;
const SILENT = 0.0001;

let context: AudioContext | null = null;

/** Made by the browser itself, nothing is loaded. Silent until the person has touched the page, as browsers want it. */
export function playSound(name: keyof typeof TONES, volume: number): void {
  if (volume <= 0 || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  const { type, pitches, lengthS } = TONES[name];
  pitches.forEach((pitch, place) => {
    if (context === null) return;
    const from = context.currentTime + place * lengthS;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = type;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(SILENT, from);
    loudness.gain.exponentialRampToValueAtTime(volume * LOUDEST, from + ATTACK_S);
    loudness.gain.exponentialRampToValueAtTime(SILENT, from + lengthS);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(from + lengthS);
  });
}
