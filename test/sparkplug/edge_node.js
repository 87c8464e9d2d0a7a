// An edge node made with npm's sparkplug-client, and a second pair of eyes made with npm's mqtt, which waits for the
// host's state first. node edge_node.js CLIENTS PORT TOKEN: prints what it hears, and ends when it was asked for a
// rebirth and has given one.
const { createRequire } = require('module');
const [clients, port, token] = process.argv.slice(2);
const load = createRequire(`${clients}/`);
const mqtt = load('mqtt');
const sparkplug = load('sparkplug-client');
const address = `mqtt://127.0.0.1:${port}`;
const started = 1772323200000;

function fail(error) {
  console.log(`failed: ${error.message}`);
  process.exit(1);
}

const birth = () => ({
  timestamp: started,
  metrics: [
    { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
    { name: 'supply', type: 'Float', value: 1.5 },
    { name: 'text', type: 'String', value: '运行' },
  ],
});
const press = () => ({
  timestamp: started,
  metrics: [
    { name: 'force', alias: 7, type: 'Double', value: 10.25 },
    { name: 'offset', type: 'Int16', value: -300 },
    { name: 'total', type: 'UInt64', value: 9007199254740993n.toString() },
    { name: 'open', type: 'Boolean', value: true },
  ],
});

// The node is born when its host is there.
const eyes = mqtt.connect(address, { username: token, clientId: 'eyes', protocolVersion: 5, reconnectPeriod: 0 });
eyes.on('error', fail);
eyes.on('connect', () => eyes.subscribe('spBv1.0/STATE/dengyun', { qos: 1 }));
eyes.on('message', (topic, payload, { retain }) => {
  const { online, timestamp } = JSON.parse(payload);
  console.log(`${topic} online=${online} dated=${timestamp > 0} retained=${retain}`);
  eyes.end(false, run);
});

function run() {
  const node = sparkplug.newClient({
    serverUrl: address,
    username: token,
    password: '',
    groupId: 'plant',
    edgeNode: 'line1',
    clientId: 'line1',
    version: 'spBv1.0',
    publishDeath: true,
  });
  let births = 0;
  node.on('error', fail);
  node.on('birth', () => {
    node.publishNodeBirth(birth());
    node.publishDeviceBirth('press', press());
    births += 1;
    if (births > 1) return end();
    node.publishNodeData({ timestamp: started + 1000, metrics: [{ name: 'supply', type: 'Float', value: 2.5 }] });
    node.publishDeviceData('press', {
      timestamp: started + 1000,
      metrics: [{ name: 'force', alias: 7, type: 'Double', value: 11.5 }],
    });
    // A message is lost.
    node.incrementSeqNum();
    node.publishDeviceData('press', {
      timestamp: started + 2000,
      metrics: [{ name: 'force', alias: 7, type: 'Double', value: 12.5 }],
    });
  });
  node.on('ncmd', (payload) => {
    for (const { name, value } of payload.metrics) console.log(`NCMD ${name}=${value}`);
    node.emit('birth');
  });
  // Once this is acknowledged, what stood before it is stored.
  function end() {
    node.client.publish('v1/devices/me/telemetry', '{"done":1}', { qos: 1 }, () => {
      console.log('done');
      if (process.argv[5] === 'stay') return;
      node.stop();
    });
  }
}
