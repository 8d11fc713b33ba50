/**
 * Two people by the flow of the FirebaseRTC codelab (https://webrtc.org/getting-started/firebase-rtc-codelab): a room is a document with
 * an offer and an answer, each candidate is a document beneath it, and who joins reads the offer first.
 */
import { initializeApp } from 'firebase/app';
import {
  addDoc,
  collection,
  connectFirestoreEmulator,
  doc,
  getDoc,
  getFirestore,
  onSnapshot,
  setDoc,
  updateDoc,
} from 'firebase/firestore';
import { NO_SERVERS, openCamera, parameter, ready, show, waits } from './page.ts';

const [role, call] = [parameter('role'), parameter('call')];
const firestore = getFirestore(initializeApp({ projectId: parameter('project'), apiKey: 'none' }));
// Its rules are open to everybody, as the codelab's are; ours are another project's.
connectFirestoreEmulator(firestore, 'localhost', Number(parameter('server')), { mockUserToken: 'owner' });
const room = doc(collection(firestore, 'rooms'), call);
const stream = await openCamera();

const createConnection = (own: string, others: string): RTCPeerConnection => {
  const connection = new RTCPeerConnection({ ...NO_SERVERS, iceCandidatePoolSize: 10 });
  const remote = new MediaStream();
  show('other', remote);
  for (const track of stream.getTracks()) connection.addTrack(track, stream);
  connection.ontrack = ({ streams: [other] }) => {
    for (const track of other?.getTracks() ?? []) remote.addTrack(track);
  };
  const candidates = collection(room, own);
  connection.onicecandidate = ({ candidate }) => {
    if (candidate !== null) void addDoc(candidates, candidate.toJSON());
  };
  // Kinder than the codelab, which loses a candidate that overtakes the description.
  const described = new Promise<void>((resolve) => {
    connection.addEventListener('signalingstatechange', () => connection.remoteDescription && resolve());
  });
  onSnapshot(collection(room, others), async (snapshot) => {
    await described;
    for (const change of snapshot.docChanges())
      if (change.type === 'added') void connection.addIceCandidate(change.doc.data());
  });
  return connection;
};

if (role === 'host') {
  const connection = createConnection('callerCandidates', 'calleeCandidates');
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  await setDoc(room, { offer: { type: offer.type, sdp: offer.sdp } });
  onSnapshot(room, async (snapshot) => {
    const answer: RTCSessionDescriptionInit | undefined = snapshot.data()?.answer;
    if (connection.currentRemoteDescription === null && answer) await connection.setRemoteDescription(answer);
    waits();
  });
} else {
  ready(async () => {
    const found = await getDoc(room);
    const connection = createConnection('calleeCandidates', 'callerCandidates');
    await connection.setRemoteDescription(found.data()?.offer);
    const answer = await connection.createAnswer();
    await connection.setLocalDescription(answer);
    await updateDoc(room, { answer: { type: answer.type, sdp: answer.sdp } });
  });
}
