// telegram-test-api (npm), a Bot API server that others wrote, brought up to what aiogram 3 expects of Telegram:
// getMe with is_bot, long polling with offsets, objects instead of null, the secret header of a webhook,
// and updates that are kept until they are confirmed. Routes under /test/ are for the tests to look inside.
// Prints its port; ends when its standard input closes.
const { once, EventEmitter } = require('node:events');
const TelegramServer = require('telegram-test-api');
const { routes } = require('telegram-test-api/lib/routes/index');
const multer = require('multer')();

const BOT = { id: 123456789, is_bot: true, first_name: 'Từng Ngõ', username: 'tungngo_bot' };
const PLAIN = [
  'setMyCommands', 'setMyDescription', 'setMyShortDescription', 'answerCallbackQuery', 'sendChatAction',
];

const calls = [];
const posts = [];
const refusals = [];
const news = new EventEmitter().setMaxListeners(100);
let wrongSecret = null;

function record(method, body, result) {
  calls.push({ ...body, method, message_id: Number(result?.message_id || body.message_id) || undefined });
  news.emit('call');
}

function seconds() {
  return Math.floor(Date.now() / 1000);
}

function markup(body) {
  if (!body.reply_markup) return undefined;
  const read = typeof body.reply_markup === 'string' ? JSON.parse(body.reply_markup) : body.reply_markup;
  return read.inline_keyboard ? read : undefined;
}

function sent(body, messageId, text) {
  const id = Number(body.chat_id);
  const chat = id > 0 ? { id, type: 'private', first_name: 'Tuấn' } : { id, type: 'group', title: 'Tổ 12' };
  return { message_id: messageId, date: seconds(), chat, from: BOT, text, reply_markup: markup(body) };
}

// Waits for `condition`, looking again at each event, at most so many milliseconds.
async function until(condition, event, milliseconds, signal) {
  const end = AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal ? [signal] : [])]);
  while (!condition() && !end.aborted) {
    await once(news, event, { signal: end }).catch(() => {});
  }
}

function pending(server, token) {
  return server.storage.userMessages.filter((update) => update.botToken === token);
}

function confirm(server, token, offset) {
  server.storage.userMessages = server.storage.userMessages.filter(
    (update) => update.botToken !== token || update.updateId >= offset || update.again,
  );
}

async function getUpdates(server, request) {
  const { token } = request.params;
  if (server.webhooks[token]) {
    return { status: 409, description: "Conflict: can't use getUpdates method while webhook is active" };
  }
  confirm(server, token, Number(request.body.offset || 0));
  const gone = new AbortController();
  request.res.on('close', () => gone.abort());
  await until(
    () => pending(server, token).length, 'update', 1000 * Number(request.body.timeout || 0) + 1, gone.signal,
  );
  return pending(server, token).slice(0, 100).map((update) => {
    update.again = false;
    return TelegramServer.formatUpdate(update);
  });
}

// Like Telegram: one at a time, in order, the same one again later until it is answered 200.
let posting = Promise.resolve();
function post(server, token) {
  posting = posting.then(async () => {
    const webhook = server.webhooks[token];
    for (const update of webhook ? pending(server, token) : []) {
      const status = await postOne(webhook, TelegramServer.formatUpdate(update));
      posts.push({ update_id: update.updateId, status });
      news.emit('post');
      if (status !== 200) return;
      update.again = false;
      confirm(server, token, update.updateId + 1);
    }
  });
  return posting;
}

async function postOne(webhook, update) {
  const headers = {
    'Content-Type': 'application/json',
    'X-Telegram-Bot-Api-Secret-Token': wrongSecret ?? webhook.secret_token ?? '',
  };
  try {
    return (await fetch(webhook.url, { method: 'POST', headers, body: JSON.stringify(update) })).status;
  } catch {
    return 0;
  }
}

routes.unshift((app, server) => {
  app.use(multer.any());

  const method = (name, act) => app.all(`/bot:token/${name}`, async (request, response) => {
    const refusal = refusals.find((one) => one.method === name && !one.done);
    const result = refusal ?? await act(request);
    if (refusal) {
      refusal.done = true;
      news.emit('refusal');
    }
    if (result?.description) {
      const { status, description, parameters } = result;
      response.status(status).json({ ok: false, error_code: status, description, parameters });
    } else {
      if (name !== 'getUpdates') record(name, request.body, result);
      response.json({ ok: true, result });
    }
  });

  for (const name of PLAIN) method(name, () => true);
  method('getMe', () => BOT);
  method('getUpdates', (request) => getUpdates(server, request));
  method('setWebhook', (request) => {
    server.setWebhook(request.body, request.params.token);
    post(server, request.params.token);
    return true;
  });
  method('deleteWebhook', (request) => {
    server.deleteWebhook(request.params.token);
    return true;
  });
  method('sendMessage', (request) => {
    const stored = server.addBotMessage({ ...request.body }, request.params.token);
    return sent(request.body, stored.message_id, request.body.text);
  });
  method('editMessageText', (request) => {
    server.editMessageText({ ...request.body });
    return sent(request.body, Number(request.body.message_id), request.body.text);
  });
  method('editMessageReplyMarkup', (request) => {
    server.editMessageReplyMarkup({ ...request.body });
    return sent(request.body, Number(request.body.message_id), '');
  });

  // Calls of one method, once there are at least so many of them, or 40 seconds later.
  app.get('/test/calls', async (request, response) => {
    const wanted = () => calls.filter((call) => call.method === request.query.method);
    await until(() => wanted().length >= Number(request.query.least), 'call', 40_000);
    response.json(wanted());
  });
  app.get('/test/different', async (request, response) => {
    const wanted = () => {
      const seen = calls.filter(
        (call) => call.method === 'sendMessage' && String(call.chat_id) === request.query.chat,
      );
      return seen.filter((call, at) => seen.findIndex((other) => other.text === call.text) === at);
    };
    await until(() => wanted().length >= Number(request.query.least), 'call', 40_000);
    response.json(wanted());
  });
  app.get('/test/posts', async (request, response) => {
    await until(() => posts.length >= Number(request.query.least), 'post', 40_000);
    response.json(posts);
  });
  app.get('/test/refused', async (request, response) => {
    await until(() => refusals.some((one) => one.method === request.query.method && one.done), 'refusal', 40_000);
    response.json(true);
  });
  app.post('/test/refuse', (request, response) => {
    refusals.push(request.body);
    response.json(true);
  });
  app.post('/test/secret', (request, response) => {
    wrongSecret = request.body.secret;
    for (const token of Object.keys(server.webhooks)) post(server, token);
    response.json(true);
  });
  // The last update of a person once more, as when a confirmation was lost on its way.
  app.post('/test/repeat', (request, response) => {
    server.storage.userMessages.push({ ...last, again: true });
    news.emit('update');
    post(server, last.botToken);
    response.json(true);
  });
});

const format = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (stored) => {
  const update = format(stored);
  if (update.callback_query) {
    update.callback_query.chat_instance = '1';
  } else {
    delete update.message.botToken;
  }
  return update;
};

let last = null;
TelegramServer.prototype.addUserUpdate = async function addUserUpdate(update) {
  last = update;
  this.storage.userMessages.push(update);
  this.updateId += 1;
  news.emit('update');
  await post(this, update.botToken);
};

const server = new TelegramServer({ host: '127.0.0.1', storeTimeout: 3600 });
server.config.port = 0;
server.start().then(() => console.log(server.server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
