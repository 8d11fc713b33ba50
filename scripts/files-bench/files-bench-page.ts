/** One of two pages that send each other files, or bytes over a bare channel, as the script says. */
import { createRandomId } from '@parley/protocol';
import { diskFileStore } from '../../call/src/files/disk-file-store.ts';
import { FileExchange } from '../../call/src/files/file-exchange.ts';
import { keptSentFiles } from '../../call/src/files/kept-sent-files.ts';
import { PeerLink } from '../../call/src/link/peer-link.ts';

const SOURCE = 'files-bench.bin';
/** What is filled at once; the file is nowhere the same as a megabyte before. */
const FILLED_BYTES = 1024 * 1024;
/** As the example of the standard does: enough that the browser is never idle. */
const HIGH_WATER_BYTES = 4 * 1024 * 1024;

const link = new PeerLink({}, () => {});
link.disclose('all');
const files = new FileExchange({
  ...{ tab: createRandomId(), store: diskFileStore, sentFiles: keptSentFiles },
  pace: () => Number.POSITIVE_INFINITY,
  onIgnored: (cause) => console.error(cause),
});
files.feature.begin(link);

const bare = new RTCPeerConnection();
const bareChannel = bare.createDataChannel('bare', { negotiated: true, id: 0 });
bareChannel.binaryType = 'arraybuffer';

async function source(): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getFileHandle(SOURCE, { create: true });
}

/** In milliseconds, until so many bytes have come. */
function countBare(sizeBytes: number): Promise<number> {
  let receivedBytes = 0;
  let startedAt: number | undefined;
  return new Promise((resolve) => {
    bareChannel.onmessage = ({ data }) => {
      startedAt ??= performance.now();
      receivedBytes += (data as ArrayBuffer).byteLength;
      if (receivedBytes >= sizeBytes) resolve(performance.now() - startedAt);
    };
  });
}

const page = {
  link: {
    offer: async () => (await link.createOffer({ iceRestart: false })).sdp,
    answer: async (sdp: string) => {
      const { sdp: answer } = await link.acceptOffer(sdp);
      link.startConnecting();
      return answer;
    },
    take: (sdp: string) => link.acceptAnswer(sdp),
  },
  bare: {
    offer: async () => {
      await bare.setLocalDescription();
      return gathered();
    },
    answer: async (sdp: string) => {
      await bare.setRemoteDescription({ type: 'offer', sdp });
      await bare.setLocalDescription();
      return gathered();
    },
    take: (sdp: string) => bare.setRemoteDescription({ type: 'answer', sdp }),
  },
  meet() {
    const presence = { name: '', hasEntered: true, isMicrophoneOn: false, isCameraOn: false } as const;
    files.feature.together({
      type: 'presence',
      ...presence,
      can: ['files/1', 'files/2', 'files/3', 'files/4'],
    });
  },
  isOpen: () => files.isOpen.value && bareChannel.readyState === 'open',
  async createSource(sizeBytes: number): Promise<void> {
    const writable = await (await source()).createWritable();
    const bytes = new Uint8Array(FILLED_BYTES);
    for (let at = 0; at < sizeBytes; at += FILLED_BYTES) {
      for (let filled = 0; filled < FILLED_BYTES; filled += 65_536)
        crypto.getRandomValues(bytes.subarray(filled, filled + 65_536));
      await writable.write(bytes.slice(0, Math.min(FILLED_BYTES, sizeBytes - at)));
    }
    await writable.close();
  },
  async offer(): Promise<void> {
    const handle = await source();
    files.offer(await handle.getFile(), handle);
  },
  /** In milliseconds, from the yes to the last byte written down. */
  async receive(): Promise<number> {
    const find = () => files.transfers.value.at(-1);
    await until(() => find()?.status.phase === 'offered');
    const startedAt = performance.now();
    files.accept(find()?.key ?? '');
    await until(() => find()?.status.phase === 'done' || find()?.status.phase === 'over');
    if (find()?.status.phase === 'over') throw new Error(JSON.stringify(find()?.status));
    return performance.now() - startedAt;
  },
  countBare,
  async sendBare(sizeBytes: number, messageBytes: number): Promise<void> {
    const chunk = new Uint8Array(messageBytes);
    for (let at = 0; at < messageBytes; at += 65_536) crypto.getRandomValues(chunk.subarray(at, at + 65_536));
    bareChannel.bufferedAmountLowThreshold = HIGH_WATER_BYTES / 2;
    for (let at = 0; at < sizeBytes; at += messageBytes) {
      if (bareChannel.bufferedAmount > HIGH_WATER_BYTES)
        await new Promise((resolve) =>
          bareChannel.addEventListener('bufferedamountlow', resolve, { once: true }),
        );
      bareChannel.send(chunk);
    }
  },
};

async function gathered(): Promise<string> {
  await until(() => bare.iceGatheringState === 'complete', bare, 'icegatheringstatechange');
  return bare.localDescription?.sdp ?? '';
}

/** @param target whose event tells; without one, the files' news do */
function until(isSo: () => boolean, target?: EventTarget, event = ''): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const look = () => {
      if (!isSo()) return;
      stop.abort();
      resolve();
    };
    target?.addEventListener(event, look, { signal: stop.signal });
    if (target === undefined) files.transfers.subscribe(look, stop.signal);
    else look();
  });
}

declare global {
  interface Window {
    readonly filesBench: typeof page;
  }
}

Object.assign(window, { filesBench: page });
