"""A link between two network devices that delays and caps what goes through it, in user space.

Arguments: the names of the two devices, which it makes in the network namespace that it is started in; whoever likes moves them
into another. Each line of its input is JSON, {"delayMs": each way, "kbps": each way, or null for no cap}. It ends with its input.
Python, since it can ask the kernel for such devices with what it has by itself; see docs/decisions.
"""
import fcntl
import heapq
import json
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x1001
# What a router at home keeps before it drops: beyond that, a cap would only be a delay.
BUFFER_S = 0.3


def open_device(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN_WITHOUT_HEADER))
    return device


def main():
    ends = [open_device(name) for name in sys.argv[1:3]]
    shape = {"delayMs": 0, "kbps": None}
    free_at = {end: 0.0 for end in ends}
    waiting = []
    count = 0
    print("ready", flush=True)
    while True:
        patience = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([*ends, sys.stdin], [], [], patience)
        now = time.monotonic()
        if sys.stdin in readable:
            line = sys.stdin.readline()
            if not line:
                return
            shape = json.loads(line)
            print("shaped", flush=True)
        for end in ends:
            while end in readable:
                try:
                    packet = os.read(end, 65536)
                except BlockingIOError:
                    break
                sent_at = now
                if shape["kbps"]:
                    if free_at[end] - now > BUFFER_S:
                        continue
                    sent_at = max(now, free_at[end]) + len(packet) * 8 / (shape["kbps"] * 1000)
                    free_at[end] = sent_at
                count += 1
                other = ends[1] if end == ends[0] else ends[0]
                heapq.heappush(waiting, (sent_at + shape["delayMs"] / 1000, count, other, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, end, packet = heapq.heappop(waiting)
            try:
                os.write(end, packet)
            except OSError:
                # The device is down, or its queue is full: the packet is lost, as it would be on a cable.
                pass


main()
