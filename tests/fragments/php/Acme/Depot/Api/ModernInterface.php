<?php
namespace Acme\Depot\Api;

use Acme\Depot\Api\Data\Level;

interface ModernInterface
{
    public const string NAME = 'modern';

    public string $title { get; set; }

    /**
     * @return \Acme\Depot\Api\Data\ModernInterface
     */
    #[\Deprecated(message: "not really", since: "never")]
    public function current(): Data\ModernInterface;
}
