// An edge node made with npm's sparkplug-client that does what it is told: writes the metrics and reports them, is born
// again when asked. node commanded_node.js CLIENTS PORT TOKEN COUNT: prints what it hears, and ends after so many commands
// when all that it said is acknowledged.
const { createRequire } = require('module');
const [clients, port, token, count] = process.argv.slice(2);
const sparkplug = createRequire(`${clients}/`)('sparkplug-client');
const started = 1772323200000;

const rate = { name: 'rate', type: 'Float', value: 1.5 };
const press = {
  offset: { name: 'offset', type: 'Int16', value: 1 },
  text: { name: 'text', type: 'String', value: '' },
};
let left = Number(count);

const node = sparkplug.newClient({
  serverUrl: `mqtt://127.0.0.1:${port}`,
  username: token,
  password: '',
  groupId: 'plant',
  edgeNode: 'line1',
  clientId: 'line1',
  version: 'spBv1.0',
  publishDeath: true,
});
node.on('error', (error) => {
  console.log(`failed: ${error.message}`);
  process.exit(1);
});
node.on('birth', () => {
  const control = { name: 'Node Control/Rebirth', type: 'Boolean', value: false };
  node.publishNodeBirth({ timestamp: started, metrics: [control, rate] });
  node.publishDeviceBirth('press', { timestamp: started, metrics: Object.values(press) });
  endWhereDone();
});
node.on('ncmd', ({ metrics }) => {
  left -= 1;
  for (const { name, value } of metrics) {
    console.log(`NCMD ${name}=${value}`);
    if (name === 'Node Control/Rebirth') return node.emit('birth');
    rate.value = value;
  }
  node.publishNodeData({ timestamp: started, metrics: [rate] });
  endWhereDone();
});
node.on('dcmd', (device, { metrics }) => {
  left -= 1;
  for (const { name, value } of metrics) {
    console.log(`DCMD ${device} ${name}=${value}`);
    press[name].value = value;
  }
  node.publishDeviceData(device, { timestamp: started, metrics: Object.values(press) });
  endWhereDone();
});
// Once this is acknowledged, what stood before it is stored.
function endWhereDone() {
  if (left > 0) return;
  node.client.publish('v1/devices/me/telemetry', '{"done":1}', { qos: 1 }, () => node.stop());
}
