"""A device on MQTT 3.1.1: publishes with QoS 1 and hears the commands that are sent to it."""
import json
import queue

import paho.mqtt.client as mqtt

RETRY_S = 3
UNACKNOWLEDGED_MAX = 500
COMMANDS = "v1/devices/me/rpc/request/"
ANSWERS = "v1/devices/me/rpc/response/"


class Device:
    """Its connection has a thread of its own, which comes back by itself; what is not acknowledged is kept and sent again."""

    def __init__(self, host, port, token, name):
        self.commands = queue.SimpleQueue()  # of number and command
        self.client = mqtt.Client(name, clean_session=True, protocol=mqtt.MQTTv311)
        self.client.username_pw_set(token)
        self.client.reconnect_delay_set(1, RETRY_S)
        self.client.max_queued_messages_set(UNACKNOWLEDGED_MAX)
        self.client.on_connect = lambda client, *_: client.subscribe(COMMANDS + "+", qos=1)
        self.client.on_message = lambda _, __, message: self.hear(message)
        self.client.connect_async(host, port)
        self.client.loop_start()

    def publish(self, topic, content):
        self.client.publish(topic, json.dumps(content), qos=1)

    def report(self, now, values):
        self.publish("v1/devices/me/telemetry", {"ts": int(now * 1000), "values": values})

    def hear(self, message):
        self.commands.put((message.topic[len(COMMANDS):], json.loads(message.payload)))

    def answer(self, obey):
        """Answers the commands that have come, with what `obey` makes of each. What came again is one."""
        heard = {}
        while not self.commands.empty():
            number, command = self.commands.get()
            heard[number] = command
        for number, command in heard.items():
            self.publish(ANSWERS + number, obey(command["method"], command["params"]))
