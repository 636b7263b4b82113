<?php

/**
 * A SOAP server that PHP's own ext-soap runs from any WSDL: the peer that generated clients are tested against.
 *
 * Environment: PEER_WSDL names a WSDL file, or a folder of them (one a service, asked for by `?services=a,b` as
 * Magento 2 does). PEER_STATE names a folder: `answers.json` there maps an operation to a list of answers, taken one
 * by one until the last, which stays; `requests.jsonl` gets a line for each call as PHP understood it.
 *
 * An answer is one of {"result": value}, {"fault": {"code", "message", "detail"}} and {"body": text}, each with an
 * optional "status" and "type".
 */

declare(strict_types=1);

const WSDL_NS = 'http://schemas.xmlsoap.org/wsdl/';
const SOAP12_NS = 'http://schemas.xmlsoap.org/wsdl/soap12/';
const XSD_NS = 'http://www.w3.org/2001/XMLSchema';

/** Says what the test told it to say. */
class Peer
{
    public ?array $answer = null;

    public function __construct(private string $state, private bool $document)
    {
    }

    public function __call(string $operation, array $arguments): mixed
    {
        $this->log(['operation' => $operation, 'arguments' => $this->document ? ($arguments[0] ?? null) : $arguments]);
        $this->answer = $this->next($operation);
        if (isset($this->answer['fault'])) {
            $fault = $this->answer['fault'];
            throw new SoapFault((string) $fault['code'], $fault['message'], null, $fault['detail'] ?? null);
        }
        if (!array_key_exists('result', $this->answer)) {
            return null;
        }

        return $this->document ? ['result' => $this->answer['result']] : $this->answer['result'];
    }

    private function next(string $operation): array
    {
        $path = $this->state . '/answers.json';
        $answers = (array) json_decode((string) file_get_contents($path), false, 512, JSON_THROW_ON_ERROR);
        $queue = $answers[$operation] ?? null;
        if ($queue === null) {
            return ['fault' => ['code' => 'Peer', 'message' => "no answer is prepared for $operation"]];
        }
        $answer = (array) $queue[0];
        if (isset($answer['fault'])) {
            $answer['fault'] = (array) $answer['fault'];
        }
        if (count($queue) > 1) {
            $answers[$operation] = array_slice($queue, 1);
            file_put_contents($path, json_encode($answers, JSON_THROW_ON_ERROR));
        }

        return $answer;
    }

    private function log(array $entry): void
    {
        $entry += ['headers' => getallheaders(), 'url' => $_SERVER['REQUEST_URI']];
        $flags = JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION;
        file_put_contents($this->state . '/requests.jsonl', json_encode($entry, $flags) . "\n", FILE_APPEND);
    }
}

/** The WSDLs that a request is about, as one document whose namespace and address are those of the request. */
function wsdl(string $source): DOMDocument
{
    $files = is_dir($source)
        ? array_map(fn ($service) => "$source/" . basename($service) . '.wsdl', explode(',', $_GET['services'] ?? ''))
        : [$source];
    $document = new DOMDocument();
    foreach ($files as $index => $file) {
        if (!is_file($file)) {
            http_response_code(400);
            exit("no such service: $file");
        }
        $part = new DOMDocument();
        $part->load($file);
        if ($index === 0) {
            $document = $part;
            continue;
        }
        merge($document, $part);
    }
    relocate($document, is_dir($source));

    return $document;
}

/** Add the types, messages, port types, bindings and services that another document has besides. */
function merge(DOMDocument $document, DOMDocument $other): void
{
    $schema = $document->getElementsByTagNameNS(XSD_NS, 'schema')[0];
    $seen = [];
    foreach ((new DOMXPath($document))->query('//*') as $element) {
        $seen[$element->localName . ' ' . $element->getAttribute('name')] = true;
    }
    $parts = [[$schema, $other->getElementsByTagNameNS(XSD_NS, 'schema')[0]]];
    $parts[] = [$document->documentElement, $other->documentElement];
    foreach ($parts as [$to, $from]) {
        foreach ($from->childNodes as $child) {
            if ($child instanceof DOMElement && $child->localName !== 'types'
                && !isset($seen[$child->localName . ' ' . $child->getAttribute('name')])) {
                $to->appendChild($document->importNode($child, true));
            }
        }
    }
}

/** Let the document speak of this server; Magento 2 also takes its namespace from the address that was asked for. */
function relocate(DOMDocument $document, bool $magento2): void
{
    $here = 'http://' . $_SERVER['HTTP_HOST'] . strtok($_SERVER['REQUEST_URI'], '?');
    if (isset($_GET['services'])) {
        $here .= '?services=' . rawurlencode($_GET['services']);
    }
    foreach ($document->getElementsByTagName('address') as $address) {
        $address->setAttribute('location', $here);
    }
    foreach ($document->getElementsByTagNameNS(SOAP12_NS, 'address') as $address) {
        $address->setAttribute('location', $here);
    }
    foreach (iterator_to_array($document->getElementsByTagNameNS(XSD_NS, 'import')) as $import) {
        $import->removeAttribute('schemaLocation');
    }
    if ($magento2) {
        $old = $document->documentElement->getAttribute('targetNamespace');
        $quote = fn ($text) => '"' . htmlspecialchars($text, ENT_XML1) . '"';
        $document->loadXML(str_replace($quote($old), $quote($here), $document->saveXML()));
    }
}

$document = wsdl((string) getenv('PEER_WSDL'));
if (isset($_GET['wsdl'])) {
    header('Content-Type: text/xml; charset=utf-8');
    echo $document->saveXML();
    exit;
}
$soap12 = $document->getElementsByTagNameNS(SOAP12_NS, 'binding')->length > 0;
$style = (new DOMXPath($document))->evaluate('string(//*[local-name() = "binding"]/@style)');
$state = (string) getenv('PEER_STATE');
$path = tempnam($state, 'wsdl');
$document->save($path);
$peer = new Peer($state, $style === 'document');
$server = new SoapServer($path, [
    'soap_version' => $soap12 ? SOAP_1_2 : SOAP_1_1,
    'cache_wsdl' => WSDL_CACHE_NONE,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
]);
$server->setObject($peer);
ob_start();
register_shutdown_function(function () use ($peer, $path) {
    unlink($path);
    $body = (string) ob_get_clean();
    $answer = $peer->answer ?? [];
    if (isset($answer['status'])) {
        header('HTTP/1.1 ' . $answer['status'], true, $answer['status']);
    }
    if (isset($answer['type'])) {
        header('Content-Type: ' . $answer['type']);
    }
    $body = $answer['body'] ?? $body;
    header('Content-Length: ' . strlen($body));
    echo $body;
});
$server->handle();
