<?php
/*
 * What sabre/vobject's broker, on which several calendar servers run, makes of calendar files. From standard input: the files of
 * one mailbox in the order in which they come, and to whom it belongs. To standard output, for each, what the calendar has then
 * and to whom the server writes when its owner stores that.
 */
require $argv[1];

use Sabre\VObject\ITip\Broker;
use Sabre\VObject\ITip\Message;
use Sabre\VObject\Reader;

['owner' => $owner, 'files' => $files] = json_decode(stream_get_contents(STDIN), true);
$broker = new Broker();
$calendar = null;
$results = [];
foreach ($files as $file) {
    $parsed = Reader::read($file);
    $method = strtoupper((string) $parsed->METHOD);
    $before = null === $calendar ? null : $calendar->serialize();
    if ('PUBLISH' === $method) {
        unset($parsed->METHOD);
        $calendar = $parsed;
    } else {
        $message = new Message();
        $message->component = 'VEVENT';
        $message->method = $method;
        $message->uid = (string) $parsed->VEVENT->UID;
        $message->sequence = (int) (string) $parsed->VEVENT->SEQUENCE;
        $message->sender = (string) $parsed->VEVENT->ORGANIZER;
        $message->recipient = $owner;
        $message->message = $parsed;
        $known = null === $calendar ? null : Reader::read($calendar->serialize());
        $calendar = $broker->processMessage($message, $known) ?? $calendar;
    }
    $event = null === $calendar ? null : $calendar->VEVENT;
    $stored = null === $calendar ? null : $calendar->serialize();
    $results[] = [
        'problems' => array_column(Reader::read($file)->validate(), 'message'),
        'uid' => null === $event ? null : (string) $event->UID,
        'sequence' => null === $event ? null : (int) (string) $event->SEQUENCE,
        'start' => null === $event ? null : (string) $event->DTSTART,
        'status' => null === $event ? null : (string) $event->STATUS,
        'location' => null === $event ? null : (string) $event->LOCATION,
        'sends' => null === $stored ? [] : array_map(
            fn (Message $sent) => "{$sent->method} to {$sent->recipient}",
            $broker->parseEvent($stored, [$owner], $before)
        ),
    ];
}
echo json_encode($results);
