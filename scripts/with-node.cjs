// Runs one of our TypeScript scripts with the Node that package-lock.json pins, after installing
// what that file lists. This is the only plain JavaScript here: it must run before anything is
// installed, and an old Node must be able to parse it in order to be refused in words.
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const oldestNodeMajor = 20;
const root = path.join(__dirname, '..');
const pinnedNode = path.join(root, 'node_modules', 'node', 'bin', 'node');

/** The packages that the lockfile asks for and node_modules lacks or holds in another version. */
function findMissingPackages(lockfile, installedLockfile) {
  return Object.keys(lockfile.packages).filter((location) => {
    const wanted = lockfile.packages[location];
    const installed = installedLockfile.packages[location];
    if (location === '') return false;
    // npm leaves out optional packages that are made for another operating system or Node.
    if (!installed) return !wanted.optional;
    return installed.version !== wanted.version || installed.integrity !== wanted.integrity;
  });
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (_error) {
    return undefined;
  }
}

function isInstalled() {
  const lockfile = readJson(path.join(root, 'package-lock.json'));
  // npm writes this copy of the lockfile last, so an interrupted install does not have it.
  const installedLockfile = readJson(path.join(root, 'node_modules', '.package-lock.json'));
  return (
    lockfile !== undefined &&
    installedLockfile !== undefined &&
    findMissingPackages(lockfile, installedLockfile).length === 0 &&
    fs.existsSync(pinnedNode)
  );
}

/** One sentence about why `npm ci` failed, from what it printed. */
function explainNpmFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    return 'The packages could not be installed because npm cannot reach its registry: check the network and run this again.';
  }
  if (/ENOSPC/.test(output)) return 'The packages could not be installed because the disk is full.';
  if (/EACCES|EPERM/.test(output)) {
    return 'The packages could not be installed because npm may not write here: check who owns this folder and npm’s cache.';
  }
  return 'The packages could not be installed: npm’s last lines above say why.';
}

let child;
let stopSignal;

function start(command, args, options) {
  child = spawn(command, args, options);
  // A stop that came before this child was listening would otherwise be lost.
  if (stopSignal) child.kill(stopSignal);
  return child;
}

function install(whenInstalled) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const label = 'Installing npm packages (about a minute the first time)';
  const onTerminal = process.stdout.isTTY;
  if (!onTerminal) console.log(`${label} …`);
  const ticker = setInterval(
    () => (onTerminal ? process.stdout.write(`\r${label} … ${seconds()}`) : console.log(`… ${seconds()}`)),
    onTerminal ? 1000 : 20000,
  );
  // Of all packages with a script of their own only Node needs it. The others' are skipped: one compiles C++ for a minute,
  // which the emulators do without.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  // Without a network, npm's own patience would keep a person waiting for more than two minutes.
  args.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000');
  runNpm(args, () =>
    runNpm(['rebuild', 'node'], () => {
      endLine();
      if (!fs.existsSync(pinnedNode)) {
        fail(
          'Node 24 was not installed because npm skips install scripts: run `npm config delete ignore-scripts`, then `npm ci`.',
        );
      }
      console.log(`Installed npm packages in ${seconds()}`);
      whenInstalled();
    }),
  );

  function endLine() {
    clearInterval(ticker);
    if (onTerminal) process.stdout.write('\r\u001b[K');
  }

  function runNpm(npmArgs, whenDone) {
    // Inside an npm script, npm says which npm that was; on its own, `npm` is looked up in PATH.
    const npm = process.env.npm_execpath;
    const quietArgs = npmArgs.concat('--loglevel=error');
    let output = '';
    const npmProcess = start(npm ? process.execPath : 'npm', npm ? [npm].concat(quietArgs) : quietArgs, {
      cwd: root,
    });
    npmProcess.stdout.on('data', (data) => (output += data));
    npmProcess.stderr.on('data', (data) => (output += data));
    npmProcess.on('error', () =>
      fail('npm was not found: install Node.js with npm from https://nodejs.org.'),
    );
    npmProcess.on('close', (code) => {
      if (stopSignal) process.exit(130);
      if (code === 0) return whenDone();
      endLine();
      console.error(output.trim().split('\n').slice(-12).join('\n'));
      fail(explainNpmFailure(output));
    });
  }
}

function runScript() {
  const bin = path.join(root, 'node_modules', '.bin');
  const script = start(pinnedNode, process.argv.slice(2), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { PATH: bin + path.delimiter + process.env.PATH }),
  });
  script.on('error', (error) => fail(`Node 24 could not be started (${error.message}): run \`npm ci\`.`));
  script.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function main() {
  if (Number(process.versions.node.split('.')[0]) < oldestNodeMajor) {
    fail(
      `Parley needs Node.js ${oldestNodeMajor} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
    );
  }
  if (process.platform === 'win32') {
    fail('Parley’s scripts need Linux or macOS: on Windows, run them inside WSL.');
  }
  // Ctrl-C reaches the child too, but `kill` and npm reach only this process. The child decides
  // when it is done, so we pass the signal on and wait for it.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => {
      stopSignal = signal;
      if (child) child.kill(signal);
    });
  });
  if (isInstalled()) runScript();
  else install(runScript);
}

module.exports = { findMissingPackages, explainNpmFailure };

if (require.main === module) main();
