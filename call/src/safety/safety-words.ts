import { loadWords } from '../spoken/spoken-words.ts';

const WORD_COUNT = 4;

/** The four words that a number is read as: one in 10¹⁵ has the same. @throws {CallError} `page-incomplete` */
export async function safetyWords(number: bigint): Promise<readonly string[]> {
  const list = await loadWords();
  const size = BigInt(list.length);
  const words: string[] = [];
  for (let rest = number; words.length < WORD_COUNT; rest /= size)
    words.push(list[Number(rest % size)] as string);
  return words;
}
