/** A call, opened as this device's person wishes: what they have chosen for all their calls, and in this tab. */
import {
  type Call,
  type CallOptions,
  type CallServices,
  DEVICES,
  deviceMemory,
  openCall,
} from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { readConnectsOnlyWhenJoining, readHidesAddress } from '../memory/connection-wishes.ts';
import { readDataUse } from '../memory/data-use.ts';
import { hasEntered } from '../memory/has-entered.ts';
import { readChoices } from '../memory/kept-choices.ts';
import { readWishes } from '../memory/kept-wishes.ts';
import { readOwnName } from '../memory/own-name.ts';
import { logIgnored } from './log.ts';

/** @param options what is not as for all calls */
export function openSiteCall(
  address: CallAddress,
  services: Promise<CallServices>,
  options: Pick<CallOptions, 'hasEntered' | 'hidesAddress' | 'asksLater'> = {},
): Call {
  const memory = deviceMemory('localStorage');
  return openCall({
    ...address,
    services,
    name: readOwnName(memory),
    connectsOnlyWhenJoining: readConnectsOnlyWhenJoining(memory),
    hidesAddress: readHidesAddress(memory),
    wishes: readWishes(deviceMemory('sessionStorage')),
    deviceChoices: readChoices(memory),
    dataUse: readDataUse(memory),
    hasChat: true,
    hasFiles: true,
    onIgnored: logIgnored,
    ...options,
  });
}

/** Into a call that is open already, with what this person wishes in this tab. */
export function comeInto(call: Call, isWithCamera = true): void {
  const wishes = readWishes(deviceMemory('sessionStorage'));
  const isWished = { ...wishes, camera: wishes.camera && isWithCamera };
  for (const device of DEVICES) if (!isWished[device]) call.switchOff(device);
  call.askForDevices();
  if (!hasEntered(call.state.value)) call.enter();
}
