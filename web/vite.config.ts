import { defineConfig } from 'vite';
import firebase from '../firebase.json' with { type: 'json' };

const { hosting } = firebase.emulators;
const hostingEmulator = `http://${hosting.host}:${hosting.port}`;

export default defineConfig({
  // The first versions with light-dark(): lowered for older ones, a dark part of a light page would turn light.
  build: { target: ['chrome123', 'firefox121', 'safari17.5'], sourcemap: true },
  // `npm run dev`: the pages come from here, the site's configuration and functions from the suite.
  server: { proxy: { '/__': hostingEmulator, '/api': hostingEmulator } },
});
