// open.mjs BROWSER PAGE PROFILE: opens the page in a headless browser, uses it, and fails where
// it does not answer, logs an error, or asks for anything beyond itself.
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

const [browser, page, profile] = process.argv.slice(2);
const url = pathToFileURL(page).href;
const child = spawn(browser, ["--headless=new", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader",
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1200,800",
  "--user-data-dir=" + profile, "--remote-debugging-pipe", "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const [toBrowser, fromBrowser] = [child.stdio[3], child.stdio[4]];

const waiting = new Map();
const faults = [];
let session;
let last = 0;
let buffer = "";
const call = (method, params = {}) => new Promise((resolve, reject) => {
  last += 1;
  waiting.set(last, { resolve, reject });
  toBrowser.write(JSON.stringify({ id: last, method, params, ...(session ? { sessionId: session } : {}) }) + "\0");
});
const hear = ({ method, params }) => {
  if (method === "Runtime.exceptionThrown") faults.push("exception: " + (params.exceptionDetails.exception?.description ?? params.exceptionDetails.text));
  if (method === "Runtime.consoleAPICalled" && params.type === "error") faults.push("console: " + JSON.stringify(params.args));
  if (method === "Log.entryAdded" && params.entry.level === "error") faults.push("log: " + params.entry.text);
  if (method === "Network.requestWillBeSent" && params.request.url !== url && !/^(data|blob):/.test(params.request.url)) faults.push("request: " + params.request.url);
  if (method === "Page.javascriptDialogOpening") {
    faults.push("dialog: " + params.message);
    call("Page.handleJavaScriptDialog", { accept: false });
  }
};
fromBrowser.on("data", (bytes) => {
  buffer += bytes;
  const messages = buffer.split("\0");
  buffer = messages.pop();
  for (const message of messages.map((text) => JSON.parse(text))) {
    const waiter = waiting.get(message.id);
    if (!waiter) hear(message);
    else if (message.error) waiter.reject(new Error(message.error.message));
    else waiter.resolve(message.result);
    waiting.delete(message.id);
  }
});

const run = async (expression) => {
  const { result, exceptionDetails } = await call("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const expect = (what, found, wanted) => {
  const isFine = wanted instanceof RegExp ? wanted.test(found) : found === wanted;
  if (!isFine) faults.push(`${what}: ${JSON.stringify(found)} instead of ${wanted}`);
};
const text = (id) => run(`document.getElementById(${JSON.stringify(id)}).innerText`);
const key = async (name) => {
  const typed = name.length === 1 ? { text: name } : {};
  await call("Input.dispatchKeyEvent", { type: "keyDown", key: name, ...typed });
  await call("Input.dispatchKeyEvent", { type: "keyUp", key: name });
};
const click = async ({ x, y }) => {
  for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) {
    await call("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    await pause(120);
  }
  await pause(350);
};
const placeOf = (node) => run(`(() => {
  const at = picture.placeOf(model.nodes[${node}]);
  const box = document.getElementById("picture").getBoundingClientRect();
  return { x: box.x + at.x, y: box.y + at.y };
})()`);

const use = async () => {
  expect("summary", await text("summary"), "3 names, 2 ties, 2 documents");
  expect("canvases", await run("document.querySelectorAll('#picture canvas').length > 2"), true);

  await key("/");
  for (const letter of "bo d") await key(letter);
  await pause(100);
  expect("found", await text("found"), /^\s*Bo <\/script><script>alert\(3\)<\/script><!--$/);
  await key("Enter");
  await pause(300);
  expect("name", await run("document.querySelector('#details h2').innerText"), "Bo </script><script>alert(3)</script><!--");
  expect("passage", await text("details"), /met Bo Dahl <script>alert\(4\)<\/script> there/);

  await run("document.querySelector('#details .ties .name').click()");
  expect("tie", await text("details"), /together in\s+2 paragraphs/);
  expect("marks", await run("[...document.querySelectorAll('#details mark')].map((mark) => mark.innerText).join('|')"), "Ann Lee|Bo Dahl|Ann Lee|Bo Dahl");
  expect("links", await run("[...document.querySelectorAll('#details a')].map((link) => link.href).join(' ')"), "https://example.org/one");
  await key("Escape");
  expect("closed", await run("document.getElementById('panel').hidden"), true);
  await pause(300);

  await click(await placeOf(0));
  expect("clicked", await run("document.querySelector('#details h2')?.innerText"), "Ann <img src=x onerror=alert(1)> Lee");
  expect("no markup", await run("document.querySelectorAll('#details img, #details script').length"), 0);
  expect("no script link", await run("document.querySelectorAll('a[href^=\"javascript\"]').length"), 0);

  const [a, b] = [await placeOf(0), await placeOf(1)];
  await click({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  expect("tie clicked", await run("document.querySelector('#details h2').innerText"), /^Ann .* – Bo/s);
  await key("Escape");

  await run("document.querySelector('#types input[value=place]').click()");
  expect("types", await text("summary"), "2 of 3 names, 1 of 2 ties, 2 documents");
  await run("document.getElementById('reset').click()");
  await run("(() => { const range = document.getElementById('from'); range.value = 1; range.dispatchEvent(new Event('input')); })()");
  expect("time", await text("time-shown"), "2020-01-02 to 2020-01-02");
  await run("document.getElementById('reset').click()");
  await run("(() => { const range = document.getElementById('weight'); range.value = 100; range.dispatchEvent(new Event('input')); })()");
  expect("weight", await text("summary"), "2 of 3 names, 1 of 2 ties, 2 documents");

  await run("document.getElementById('as-table').click()");
  expect("table", await run("document.querySelectorAll('#table tbody tr').length"), 3);
  await run("document.getElementById('look').click()");
  expect("look", await run("document.documentElement.dataset.look"), "dark");
};

const end = (code) => {
  child.kill();
  process.exitCode = code;
  setTimeout(() => process.exit(code), 200);
};
setTimeout(() => { console.log("the browser does not answer"); end(1); }, 60000).unref();
try {
  const { targetId } = await call("Target.createTarget", { url: "about:blank" });
  session = (await call("Target.attachToTarget", { targetId, flatten: true })).sessionId;
  for (const domain of ["Page", "Runtime", "Network", "Log"]) await call(domain + ".enable");
  await call("Page.navigate", { url });
  for (let tries = 0; tries < 100 && !(await run("document.readyState === 'complete'")); tries += 1) await pause(100);
  await pause(500);
  await use();
} catch (error) {
  faults.push(String(error.stack));
}
for (const fault of faults) console.log(fault);
end(faults.length === 0 ? 0 : 1);
