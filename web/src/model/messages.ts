// Messages between the page and the page that embeds it: {type, v: 1, ...}. Incoming states pass the same checks as an address. An
// answer goes only to the window that asked. The page answers the parent, the opener, itself, and origins that its author has
// named. It ignores other types of messages.

import type { MessageOut } from 'convdot/messages';
import type { Words } from '../words/words.ts';
import type { Example } from './example.ts';
import { type FramedWindow, speakHeights } from './frame-height.ts';
import type { Arrival } from './newest-wins.ts';
import type { Generator } from './presets.ts';
import { quote } from './schema.ts';
import type { View } from './state.ts';
import { readObject, writeObject } from './url.ts';

/** The parts of a window that this uses. */
export interface MessageTarget extends FramedWindow {
  readonly parent: MessageSink;
  readonly opener: unknown;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export interface MessageSink {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface MessageHost {
  readonly example: Example;
  readonly generator: Generator;
  /** Origins that get answers besides the parent and the opener: named by the author, never by an address or a message. */
  allowed(): readonly string[];
  /** The language of the sentences in convdot:error. */
  words(): Words;
  view(): View;
  /** Applies the parts of the view that a message's state names. */
  show(view: View): void;
  /** Calls back with the page's height in CSS pixels, now and after each change; returns a function that stops it. */
  observeHeight(changed: (height: number) => void): () => void;
}

export interface Messages {
  /** The learner has answered a lesson's question. */
  answered(lesson: string, correct: boolean): void;
  disconnect(): void;
}

/** The most waiting states. If there are more, the oldest are dropped, because only the newest is wanted. */
const MOST_WAITING = 8;

/** The origins in an attribute: 'https://lms.example https://other.example'. An opaque origin cannot be named. */
export const originsOf = (attribute: string | null | undefined): string[] =>
  (attribute ?? '').split(/[\s,]+/).filter((origin) => origin !== '' && origin !== 'null');

/** Starts listening, and sends convdot:ready when the example has its first answer. */
export function connectMessages(target: MessageTarget, host: MessageHost): Messages {
  const { example } = host;
  const embedded = (target.parent as unknown) !== target;
  let connected = true;
  // One message after another, so that answers come in the order of the questions.
  let last: Promise<void> = Promise.resolve();
  /** States that wait for their turn; each is released with it. */
  const waiting: { state: unknown; reply: (message: MessageOut) => void }[] = [];

  // Sent to any embedding page: height and readiness are not secret, and the embedder's origin is unknown.
  const toParent = (message: unknown) => {
    if (embedded && connected) post(target.parent, message, '*');
  };
  const announce = (message: MessageOut) => toParent(message);
  const heights = speakHeights(target, toParent);

  const listen = (event: MessageEvent) => {
    const message: unknown = event.data;
    const sender = event.source as MessageSink | null;
    if (sender === target.parent) heights.hear(message);
    if (typeof message !== 'object' || message === null || sender === null) return;
    const { type, v } = message as Record<string, unknown>;
    if (type !== 'convdot:get' && type !== 'convdot:set') return;
    if (!isAllowed(event)) return;
    // A sandboxed frame, a file and a data: URL have the opaque origin 'null', which cannot be a target. '*' reaches the same
    // window, the one that asked. Only a page that has replaced it in the meantime could read the answer.
    const origin = event.origin === '' || event.origin === 'null' ? '*' : event.origin;
    const reply = (message: MessageOut) => {
      if (connected) post(sender, message, origin);
    };
    const own = { state: (message as { state?: unknown }).state, reply };
    const arrival = example.arrivals.setOut();
    if (type === 'convdot:set' && v === 1) {
      waiting.push(own);
      if (waiting.length > MOST_WAITING) waiting.shift()?.reply(refused('superseded', host.words().problem.superseded));
    }
    const work = last.then(async () => {
      if (v !== 1) return reply(refused('version', host.words().problem.message(quote(v))));
      if (type === 'convdot:get') return reply(await answer());
      if (waiting[0] !== own) return;
      waiting.shift();
      reply((await set(own.state, arrival)) ?? (await answer()));
    });
    last = work.catch(() => undefined); // `work` reports it as unhandled, once
  };

  const isAllowed = ({ source, origin }: MessageEvent): boolean =>
    (source as unknown) === target ||
    (embedded && (source as unknown) === target.parent) ||
    (source !== null && source === target.opener) ||
    (origin !== '' && origin !== 'null' && host.allowed().includes(origin));

  /** Why the state is rejected, or null once it is set, or if it is late. Sets all of it or nothing. */
  const set = async (state: unknown, arrival: Arrival): Promise<MessageOut | null> => {
    const read = await readObject(state, host.generator, host.view());
    const [problem] = read.problems;
    if (problem !== undefined) return refused('state', problem(host.words()));
    const refusal = await example.offer(read.state, arrival);
    if (refusal !== null) return refused(refusal.code, refusal.message);
    if (!example.arrivals.isLate(arrival)) host.show(read.view);
    return null;
  };

  const answer = async (): Promise<MessageOut> => {
    await example.settled();
    const { solution, solved, state, refusal } = example;
    if (refusal !== null || solution === null) return refused(refusal?.code ?? 'engine', refusal?.message ?? '');
    const { multiplySum, unrolledDot, verdict } = solution.comparison;
    const result = {
      shape: [...solution.geometry.shape],
      multiplySum: Array.from(multiplySum.data),
      unrolledDot: Array.from(unrolledDot.data),
      verdict,
    };
    return { type: 'convdot:state', v: 1, state: writeObject(solved ?? state, host.view()), result };
  };

  const refused = (code: string, message: string): MessageOut => ({ type: 'convdot:error', v: 1, code, message });

  target.addEventListener('message', listen);
  let stop: () => void = () => undefined;
  void example.settled().then(() => {
    if (!connected) return;
    announce({ type: 'convdot:ready', v: 1 });
    stop = host.observeHeight((height) => {
      announce({ type: 'convdot:resize', v: 1, height });
      heights.tell(height);
    });
  });

  return {
    answered: (lesson, correct) => announce({ type: 'convdot:answer', v: 1, lesson, correct }),
    disconnect: () => {
      connected = false;
      stop();
      target.removeEventListener('message', listen);
    },
  };
}

/** A closed window, or an origin that the browser rejects as a target, is not a reason to stop. */
function post(sink: MessageSink, message: unknown, targetOrigin: string): void {
  try {
    sink.postMessage(message, targetOrigin);
  } catch {
    // Nobody to tell.
  }
}
