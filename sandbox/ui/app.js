// The page's front door: loads the workspace, opens what the address says, and fetches again what the stream names.

import { act, listen, oneAtATime, tab } from "./api.js";
import { drawAbout, openHome, refreshHome } from "./apppage.js";
import { mountClip } from "./clip.js";
import { mountComposer, resumeTry, showComposer } from "./composer.js";
import { mountConversation, openChannel, refreshMessages, showChannel } from "./conversation.js";
import { byId, say } from "./dom.js";
import { drawFaults, mountFaults } from "./faults.js";
import { mountInspector, refreshLog } from "./inspector.js";
import { mountModal, refreshModals } from "./modal.js";
import { drawBell, refreshNotices } from "./notices.js";
import { mountPanes, showPane, showThreadPane } from "./panes.js";
import { drawPlace } from "./place.js";
import { drawer, drawSidebar, isNarrow, mountSidebar } from "./sidebar.js";
import { drawClock, mountTopbar } from "./topbar.js";
import { mountValidator, validate } from "./validator.js";
import { findChannel, load, workspace } from "./workspace.js";

const appTabs = ["home", "messages", "about"];
let current = ""; // a channel's id, or one of the app's tabs

const refreshState = oneAtATime(async () => {
  await load();
  drawAround();
  drawClock();
});

// on is what each line of the stream makes us fetch.
const on = {
  state: refreshState,
  clock: refreshState,
  messages: ({ channel }) => (!channel || channel === openChannel() ? refreshMessages() : null),
  home: () => (current === "home" ? refreshHome() : null),
  modals: refreshModals,
  log: refreshLog,
  notices: () => refreshState().then(refreshNotices),
};

async function start() {
  await load();
  mountSidebar();
  mountTopbar(() => refreshState().then(refreshMessages));
  mountConversation(showThreadPane);
  mountComposer(go);
  mountClip();
  mountModal();
  mountFaults();
  mountValidator();
  mountPanes();
  mountInspector((payload) => {
    showPane("validator");
    validate(payload);
  });
  document.addEventListener("click", followLink);
  addEventListener("popstate", openFromAddress);
  await openFromAddress();
  listen((kind, message) => on[kind]?.(message), connected);
  resumeTry();
}

// connected fetches everything again: what happened before the stream was open isn't told.
function connected(here) {
  byId("away").hidden = here;
  if (here) Promise.all([refreshState(), refreshMessages(), refreshModals(), refreshLog()]);
}

function openFromAddress() {
  const query = new URLSearchParams(location.search);
  const link = location.pathname.match(/^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/);
  if (link) return go(link[1], { ts: `${link[2]}.${link[3]}`, replace: true });
  return go(query.get("open") ?? firstPlace(), { ts: query.get("ts") ?? "", replace: true });
}

// firstPlace is where a newcomer begins: where the first suggestion works, else the first channel.
function firstPlace() {
  const suggested = workspace.try.find((one) => !one.as || one.as === tab.as);
  if (suggested && !suggested.channel) return "messages";
  const joined = [...workspace.channels.values()].find((one) => one.kind === "channel" && one.member && !one.archived);
  return findChannel(suggested?.channel)?.id ?? joined?.id ?? "about";
}

// go opens a channel or one of the app's tabs and puts it into the address; ts is a message to show.
async function go(open, { ts = "", replace = false } = {}) {
  const { dm, bot_user: peer } = workspace.app;
  const next = open === dm ? "messages" : open;
  const channel = next === "messages" ? { kind: "im", peer, ...workspace.channels.get(dm), id: dm } : findChannel(next);
  if (!channel && !appTabs.includes(next)) {
    say("That channel isn't there, or not for you.", true);
    return go(firstPlace(), { replace: true });
  }
  current = channel && next !== "messages" ? channel.id : next;
  const address = `/?${new URLSearchParams({ as: tab.as, open: current })}`;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  drawer(false);
  drawAround();
  byId("home").hidden = current !== "home";
  byId("about").hidden = current !== "about";
  byId("talk").hidden = !channel;
  return channel ? showTalk(channel, ts) : { home: openHome, about: drawAbout }[current]();
}

async function showTalk(channel, ts) {
  showComposer(channel);
  await showChannel(channel.id, ts);
  if (!isNarrow()) byId("composer").focus({ preventScroll: true }); // on a phone it would call up the keyboard
  if (current === "messages") act("open_home", { tab: "messages" });
}

function drawAround() {
  drawSidebar(current);
  drawPlace(current, go);
  drawBell();
  drawFaults();
}

// followLink keeps channels and permalinks of this workspace within the page.
function followLink(event) {
  const link = event.target.closest?.("a[data-open], a[data-permalink]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [channel, ts] = (link.dataset.permalink ?? link.dataset.open).split("/");
  if (link.dataset.permalink && !workspace.channels.has(channel)) return;
  event.preventDefault();
  go(channel, { ts });
}

start().catch((problem) => {
  console.error(problem);
  byId("away").hidden = false;
  byId("away").textContent = `The sandbox doesn't answer: ${problem.message} Reload the page once it runs.`;
});
