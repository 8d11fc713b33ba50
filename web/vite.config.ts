import { defineConfig } from 'vite';
import firebase from '../firebase.json' with { type: 'json' };

const { hosting } = firebase.emulators;
const hostingEmulator = `http://${hosting.host}:${hosting.port}`;

export default defineConfig({
  build: { target: 'es2022', sourcemap: true },
  // `npm run dev`: the pages come from here, the site's configuration and functions from the suite.
  server: { proxy: { '/__': hostingEmulator, '/api': hostingEmulator } },
});
