// The API reference: draws /api/openapi.json, with the labels and state tables of /api/v1/meta. Everything is built from
// text nodes, so that nothing in the documents can become markup.

const texts = {
  zh: {
    title: '接口说明', find: '查找路径、说明、权限', other: 'English', loading: '正在读取接口说明……',
    failed: '接口说明读取失败，请稍后刷新。', nothing: '没有符合的接口。', found: (n) => `找到 ${n} 个接口`,
    parameters: '参数', name: '名称', type: '类型', meaning: '说明', where: '位置', request: '请求正文', answer: '应答',
    example: '示例', copy: '复制', copied: '已复制', schemas: '数据结构', anyone: '无需登录', signedIn: '登录即可',
    needs: '需要权限', nobody: '没有正文', states: '状态与动作', from: '状态', action: '动作', to: '之后', by: '权限',
    system: '由系统', required: '必填', readOnly: '只读', nullable: '可为空', oneOf: '可选值', groups: '接口分组',
    places: { path: '路径', query: '查询', header: '请求头' },
    usual: {
      id: '编号', limit: '最多几条，默认 50', after: '上一页答复里的 next', sort: '排序；前面加 - 为倒序', q: '词语，或中文的一部分',
      'If-Match': '读到的 ETag，如 "v3"', 'Idempotency-Key': '同一键、同一内容在一天内只办理一次',
    },
    introduction: [
      '所有内容都是 JSON；编号是十进制文本，时间是 RFC 3339 文本，金额是带单位的整数。出错时答复 RFC 9457 问题说明，语言随 Accept-Language。',
      '浏览器用会话 Cookie，修改时另带 X-CSRF-Token；程序用 Authorization: Bearer dyk_… 接口密钥。',
      '修改和删除要带 If-Match（读到的 ETag）；新建可带 Idempotency-Key，重发不会重复办理。',
    ],
  },
  en: {
    title: 'API reference', find: 'Find a path, a text, a permission', other: '中文', loading: 'Reading the description…',
    failed: 'The description could not be read. Please try again later.', nothing: 'No such call.',
    found: (n) => (n === 1 ? '1 call found' : `${n} calls found`),
    parameters: 'Parameters', name: 'Name', type: 'Type', meaning: 'Meaning', where: 'In', request: 'Request body',
    answer: 'Answer', example: 'Example', copy: 'Copy', copied: 'Copied', schemas: 'Schemas', anyone: 'open to anyone',
    signedIn: 'signed in', needs: 'Needs the permission', nobody: 'No body', states: 'States and actions', from: 'State',
    action: 'Action', to: 'Then', by: 'Permission', system: 'by the system', required: 'required', readOnly: 'read only',
    nullable: 'may be null', oneOf: 'One of', groups: 'Groups of calls',
    places: { path: 'path', query: 'query', header: 'header' },
    usual: {},
    introduction: [
      'Everything is JSON; ids are decimal texts, times RFC 3339 texts, amounts integers with their unit in the name. Errors are RFC 9457 problem details in the language of Accept-Language.',
      'Browsers use the session cookie and repeat X-CSRF-Token on changes; programs use an API key: Authorization: Bearer dyk_…',
      'Changes and removals need If-Match (the ETag that was read); creations may carry an Idempotency-Key, so that a repeat does nothing twice.',
    ],
  },
};
const storageKey = 'dengyun.reference.language';
const methods = ['get', 'post', 'patch', 'put', 'delete'];

let language = startLanguage();
let api = null;
let labels = new Map(); // "Site.name" → {zh, en}
let entityLabels = new Map(); // "Site" → {zh, en}
let permissions = new Map();
let stateTables = new Map(); // "Certificate" → state table

function startLanguage() {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}
const t = () => texts[language];
const byId = (id) => document.getElementById(id);

// el('a', {href: '#x', class: 'quiet'}, 'text', child, …)
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const pascal = (name) => name.replace(/(^|_)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());

function readMetadata(meta) {
  for (const entity of meta.entities ?? []) {
    for (const kind of ['', 'Create', 'Change'])
      for (const field of entity.fields) labels.set(`${pascal(entity.name)}${kind}.${field.name}`, field.label);
    entityLabels.set(pascal(entity.name), entity.label);
    if (entity.state_table) stateTables.set(pascal(entity.name), entity.state_table);
  }
  for (const permission of meta.permissions ?? []) permissions.set(permission.name, permission.label);
}

const schemaName = (schema) => schema?.$ref?.split('/').pop();

// "integer", "Site[]", "text (date-time)", with links to named schemas.
function typeOf(schema) {
  if (!schema) return ['–'];
  const name = schemaName(schema);
  if (name) return [el('a', { href: `#schema-${name}` }, name)];
  if (schema.anyOf) return typeOf(schema.anyOf[0]);
  const types = [schema.type ?? '–'].flat().filter((type) => type !== 'null');
  if (types[0] === 'array') return [...typeOf(schema.items), '[]'];
  return [types.join(' | ') + (schema.format ? ` (${schema.format})` : '')];
}

// Limits and choices, in words.
function rulesOf(schema) {
  const rules = [];
  if (schema.readOnly) rules.push(t().readOnly);
  if ([schema.type].flat().includes('null') || schema.anyOf) rules.push(t().nullable);
  const choices = schema.enum ?? schema.items?.enum;
  if (choices) rules.push(`${t().oneOf}: ${choices.filter((choice) => choice !== null).join(', ')}`);
  if (schema.minimum !== undefined || schema.maximum !== undefined) rules.push(`${schema.minimum ?? '−∞'} … ${schema.maximum ?? '∞'}`);
  if (schema.maxLength !== undefined) rules.push(`≤ ${schema.maxLength}`);
  if (schema.maxItems !== undefined) rules.push(`≤ ${schema.maxItems}`);
  return rules.map((rule) => el('span', { class: 'rule' }, rule));
}

function table(headings, rows) {
  const head = el('tr', {}, ...headings.map((heading) => el('th', { scope: 'col' }, heading)));
  return el('div', { class: 'scroll', tabindex: '0', role: 'group' }, el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows)));
}

function nameCell(name, needed) {
  const mark = needed ? el('span', { class: 'needed', title: t().required, 'aria-label': t().required }, '*') : null;
  return el('td', { class: 'name' }, el('code', {}, name), mark);
}

// `asked`: the reader has to give the required ones, and sees which they are.
function propertyTable(schema, component, asked) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const label = labels.get(`${component}.${name}`)?.[language] ?? property.description ?? '';
    return el('tr', {}, nameCell(name, asked && schema.required?.includes(name)), el('td', { class: 'type' }, ...typeOf(property)),
      el('td', { class: 'text' }, label, ...rulesOf(property)));
  });
  return rows.length ? table([t().name, t().type, t().meaning], rows) : el('p', { class: 'empty' }, t().nobody);
}

function schemaBlock(schema, asked = false) {
  if (!schema || Object.keys(schema).length === 0) return el('p', { class: 'empty' }, t().nobody);
  const name = schemaName(schema);
  if (name) return propertyTable(api.components.schemas[name] ?? {}, name, asked);
  if (schema.type === 'array') return schemaBlock(schema.items, asked);
  const items = schema.properties?.items; // a page of a list
  if (items?.type === 'array') return schemaBlock(items.items, asked);
  return propertyTable(schema, '', asked);
}

function parameterTable(operation, component) {
  const rows = operation.parameters.map((parameter) => {
    const label = t().usual[parameter.name] ?? labels.get(`${component}.${parameter.name}`)?.[language] ?? parameter.description;
    return el('tr', {}, nameCell(parameter.name, parameter.required), el('td', {}, t().places[parameter.in] ?? parameter.in),
      el('td', { class: 'type' }, ...typeOf(parameter.schema)), el('td', { class: 'text' }, label, ...rulesOf(parameter.schema)));
  });
  return table([t().name, t().where, t().type, t().meaning], rows);
}

function sampleOf(schema, depth = 0) {
  const name = schemaName(schema);
  const whole = name ? api.components.schemas[name] : schema;
  if (!whole || depth > 3) return null;
  if (whole.anyOf) return sampleOf(whole.anyOf[0], depth);
  if (whole.enum) return whole.enum[0];
  const type = [whole.type].flat()[0];
  if (type === 'object') {
    const wanted = whole.required ?? Object.keys(whole.properties ?? {}).slice(0, 1);
    return Object.fromEntries(wanted.map((key) => [key, sampleOf(whole.properties[key], depth + 1)]));
  }
  if (type === 'array') return [sampleOf(whole.items, depth + 1)];
  if (type === 'integer' || type === 'number') return whole.minimum ?? 1;
  if (type === 'boolean') return true;
  if (whole.format === 'date') return '2026-03-01';
  if (whole.format === 'date-time') return '2026-03-01T08:30:00Z';
  return whole.pattern ? '1' : '…';
}

function curlOf(method, path, operation) {
  const lines = [`curl -X ${method.toUpperCase()} '${location.origin}${path}'`];
  if (!operation.security) lines.push(`  -H 'Authorization: Bearer dyk_…'`);
  if (operation.parameters?.some((parameter) => parameter.name === 'If-Match')) lines.push(`  -H 'If-Match: "v1"'`);
  const content = operation.requestBody?.content;
  if (content?.['application/json']) {
    lines.push(`  -H 'Content-Type: application/json'`);
    lines.push(`  -d '${JSON.stringify(sampleOf(content['application/json'].schema))}'`);
  } else if (content) {
    lines.push(`  --data-binary @file`);
  }
  return lines.join(' \\\n');
}

function copyButton(text) {
  const button = el('button', { type: 'button', class: 'quiet' }, t().copy);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = t().copied;
  });
  return button;
}

function statesOf(component) {
  const states = stateTables.get(component);
  if (!states) return [];
  const word = (list, name) => list.find((choice) => choice.name === name)?.label[language] ?? name;
  const rows = states.transitions.map((row) =>
    el('tr', {}, el('td', {}, `${word(states.states, row.from)} `, el('code', {}, row.from)),
      el('td', {}, `${word(states.actions, row.action)} `, el('code', {}, row.action)),
      el('td', {}, `${word(states.states, row.to)} `, el('code', {}, row.to)), el('td', { class: 'type' }, row.permission || t().system)));
  return [el('h3', {}, t().states), table([t().from, t().action, t().to, t().by], rows)];
}

function answerOf(operation) {
  const [status, answer] = Object.entries(operation.responses).find(([code]) => code !== 'default') ?? ['', {}];
  const content = Object.entries(answer.content ?? {})[0];
  return { status, type: content?.[0], schema: content?.[1]?.schema };
}

function componentOf(operation) {
  const { schema } = answerOf(operation);
  return schemaName(schema) ?? schemaName(schema?.properties?.items?.items) ?? '';
}

function fillOperation(body, method, path, operation) {
  const component = componentOf(operation);
  const permission = operation['x-permission'];
  if (permission) {
    const label = permissions.get(permission)?.[language];
    body.append(el('p', { class: 'empty' }, `${t().needs}: `, el('code', {}, permission), label ? ` — ${label}` : ''));
  }
  if (operation.parameters) body.append(el('h3', {}, t().parameters), parameterTable(operation, component));
  const request = Object.entries(operation.requestBody?.content ?? {})[0];
  if (request) body.append(el('h3', {}, t().request, el('code', {}, request[0])), schemaBlock(request[1].schema, true));
  const answer = answerOf(operation);
  body.append(el('h3', {}, t().answer, el('code', {}, [answer.status, answer.type].filter(Boolean).join(' '))), schemaBlock(answer.schema));
  if (path.endsWith('/actions')) body.append(...statesOf(component));
  const command = curlOf(method, path, operation);
  body.append(el('div', { class: 'example' }, el('h3', {}, t().example), copyButton(command)), el('pre', { tabindex: '0' }, command));
}

// "/api/v1/sites/{id}" with its parameters set apart.
function pathNode(path) {
  const parts = path.split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? el('b', {}, part) : part));
  return el('span', { class: 'path' }, ...parts);
}

function operationNode(method, path, operation) {
  const access = operation['x-permission'] ?? (operation.security ? t().anyone : t().signedIn);
  const summary = language === 'zh' ? operation['x-summary-zh'] : operation.summary;
  const body = el('div', { class: 'body' });
  const node = el('details', { class: 'operation', id: operation.operationId },
    el('summary', {}, el('span', { class: `method ${method}` }, method.toUpperCase()), pathNode(path),
      el('span', { class: 'permission' }, access), el('span', { class: 'about' }, summary)), body);
  // A closed one costs a line; its tables are made when it is opened.
  node.addEventListener('toggle', () => {
    if (node.open && !body.hasChildNodes()) fillOperation(body, method, path, operation);
    if (node.open) history.replaceState(null, '', `#${node.id}`);
  });
  node.dataset.find = [method, path, operation.summary, operation['x-summary-zh'], operation['x-permission'] ?? ''].join(' ').toLowerCase();
  return node;
}

function groupsOf(document) {
  const groups = new Map();
  for (const [path, operations] of Object.entries(document.paths))
    for (const method of methods)
      if (operations[method]) {
        const tag = operations[method].tags[0];
        if (!groups.has(tag)) groups.set(tag, []);
        groups.get(tag).push([method, path, operations[method]]);
      }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

// Groups that are no collection of the platform's.
const namedGroups = { api: { zh: '平台本身', en: 'The platform itself' }, '{token}': { zh: '设备上报（令牌在路径里）', en: 'Devices, by token' } };

// "certificate-reviews": "Certificate reviews".
function spelled(tag) {
  const words = tag.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// What the group is about, in the reader's language: the label of the entity that its calls answer. Where several groups
// answer the same, and where none is answered, what stands in the path.
function titlesOf(groups) {
  const labels = groups.map(([tag, operations]) => namedGroups[tag]?.[language] ??
    operations.map(([, , operation]) => entityLabels.get(componentOf(operation))).find(Boolean)?.[language]);
  return groups.map(([tag], at) => {
    const isOnly = labels[at] !== undefined && labels.filter((label) => label === labels[at]).length === 1;
    if (isOnly) return labels[at];
    return language === 'zh' && labels[at] !== undefined ? `${labels[at]} · ${tag}` : spelled(tag);
  });
}

function drawSchemas() {
  const names = Object.keys(api.components.schemas).sort();
  const nodes = names.map((name) => {
    const body = el('div', { class: 'body' });
    const node = el('details', { class: 'operation', id: `schema-${name}` }, el('summary', {}, el('code', {}, name),
      el('span', { class: 'about' }, api.components.schemas[name].description ?? '')), body);
    node.addEventListener('toggle', () => {
      if (node.open && !body.hasChildNodes()) body.append(propertyTable(api.components.schemas[name], name, /(Create|Change)$/.test(name)), ...statesOf(name));
    });
    node.dataset.find = name.toLowerCase();
    return node;
  });
  byId('schemas').replaceChildren(el('section', { class: 'group', id: 'group-schemas' }, el('h2', {}, t().schemas), ...nodes));
}

function draw() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = language === 'zh' ? '登云接口说明' : 'Dengyun API reference';
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t()[node.dataset.text];
  byId('language').textContent = t().other;
  byId('introduction').replaceChildren(...t().introduction.map((text) => el('p', {}, text)));
  if (!api) return;
  byId('version').textContent = `${api.info.title} ${api.info.version} · OpenAPI ${api.openapi}`;
  const found = groupsOf(api);
  const groups = titlesOf(found).map((title, at) => ({ title, tag: found[at][0], operations: found[at][1] }));
  groups.sort((a, b) => a.title.localeCompare(b.title, language));
  byId('operations').replaceChildren(...groups.map(({ title, tag, operations }) =>
    el('section', { class: 'group', id: `group-${tag}` }, el('h2', {}, title, ...(tag in namedGroups ? [] : [el('code', {}, tag)])), ...operations.map((row) => operationNode(...row)))));
  drawSchemas();
  const links = groups.map(({ title, tag, operations }) => [`group-${tag}`, title, operations.length]);
  links.push(['group-schemas', t().schemas, Object.keys(api.components.schemas).length]);
  byId('groups').setAttribute('aria-label', t().groups);
  byId('groups').replaceChildren(...links.map(([id, text, count]) =>
    el('li', {}, el('a', { href: `#${id}` }, text, el('span', { class: 'count' }, String(count))))));
  find();
  openNamed();
}

// Every word must be found.
function find() {
  const words = byId('find').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const node of document.querySelectorAll('details.operation')) {
    node.hidden = !words.every((word) => node.dataset.find.includes(word));
    if (!node.hidden && !node.id.startsWith('schema-')) found += 1;
  }
  for (const group of document.querySelectorAll('section.group')) {
    group.hidden = !group.querySelector('details.operation:not([hidden])');
    const link = byId('groups').querySelector(`a[href="#${group.id}"]`);
    if (link) link.parentElement.hidden = group.hidden;
  }
  byId('introduction').hidden = words.length > 0;
  byId('notice').textContent = words.length === 0 ? '' : found === 0 ? t().nothing : t().found(found);
}

// The address names an operation or a schema: open it, so that links can be shared.
function openNamed() {
  const named = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
  if (!named) return;
  if (named.tagName === 'DETAILS') named.open = true;
  named.scrollIntoView();
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function start() {
  draw();
  byId('notice').textContent = t().loading;
  byId('find').addEventListener('input', find);
  globalThis.addEventListener('hashchange', openNamed);
  byId('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    localStorage.setItem(storageKey, language);
    draw();
  });
  try {
    const [document, meta] = await Promise.all([read('/api/openapi.json'), read('/api/v1/meta')]);
    readMetadata(meta);
    api = document;
    draw();
  } catch {
    byId('notice').textContent = t().failed;
  }
}

start();
