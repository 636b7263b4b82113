<?php

/**
 * A Magento 1 whose API is SOAP v1 alone, run by PHP's own ext-soap: it answers paths, one by one or several together.
 *
 * Environment: SHOP_WSDL names the WSDL of version 2, which it hands out only. SHOP_STATE names a folder: `shop.json`
 * there has `user` and `key`, `answers` (by path, then by the arguments as JSON, or `*` for any) and `denied` paths;
 * `calls.jsonl` gets a line for each call of a path, `requests.txt` one for each request.
 */

declare(strict_types=1);

const SESSION = 'lab-session';

/** What a fault says, by its number (Mage/Api/etc/api.xml). */
const FAULTS = ['2' => 'Access denied.', '3' => 'Invalid api path.', '5' => 'Session expired. Try to relogin.'];

class Shop
{
    public function __construct(private string $state, private array $shop)
    {
    }

    public function login(string $user, string $key): string
    {
        $this->count('login');
        if ([$user, $key] !== [$this->shop['user'], $this->shop['key']]) {
            throw new SoapFault('2', FAULTS['2']);
        }

        return SESSION;
    }

    public function call(string $session, string $path, mixed $arguments = []): mixed
    {
        $this->count('call');
        $this->check($session);
        $answer = $this->one($path, (array) $arguments);
        if (is_array($answer) && isset($answer['isFault'])) {
            throw new SoapFault($answer['faultCode'], $answer['faultMessage']);
        }

        return $answer;
    }

    public function multiCall(string $session, array $calls, mixed $options = null): array
    {
        $this->count('multiCall');
        $this->check($session);

        return array_map(fn ($call) => $this->one($call[0], $call[1] ?? []), $calls);
    }

    public function endSession(string $session): bool
    {
        $this->count('endSession');
        $this->check($session);

        return true;
    }

    private function count(string $method): void
    {
        file_put_contents("$this->state/requests.txt", "$method\n", FILE_APPEND);
    }

    private function check(string $session): void
    {
        if ($session !== SESSION) {
            throw new SoapFault('5', FAULTS['5']);
        }
    }

    private function one(string $path, array $arguments): mixed
    {
        file_put_contents("$this->state/calls.jsonl", json_encode([$path, $arguments]) . "\n", FILE_APPEND);
        if (in_array($path, $this->shop['denied'], true)) {
            return ['isFault' => true, 'faultCode' => '2', 'faultMessage' => FAULTS['2']];
        }
        $answers = $this->shop['answers'][$path] ?? [];
        $known = $answers[json_encode($arguments)] ?? $answers['*'] ?? null;

        return $known ?? ['isFault' => true, 'faultCode' => '3', 'faultMessage' => FAULTS['3']];
    }
}

$path = strtok($_SERVER['REQUEST_URI'], '?');
if ($path !== '/api/soap/' && $path !== '/api/v2_soap/') {
    http_response_code(404);
    exit('<html><body>no such page</body></html>');
}
if (isset($_GET['wsdl'])) {
    header('Content-Type: text/xml; charset=utf-8');
    if ($path === '/api/v2_soap/') {
        exit(file_get_contents((string) getenv('SHOP_WSDL')));
    }
    exit('<?xml version="1.0"?><definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="Magento"/>');
}
$state = (string) getenv('SHOP_STATE');
$server = new SoapServer(null, ['uri' => 'urn:Magento', 'soap_version' => SOAP_1_1]);
$server->setObject(new Shop($state, json_decode((string) file_get_contents("$state/shop.json"), true)));
$server->handle();
