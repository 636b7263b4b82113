<?php
namespace Acme\Depot\Api\Data;

enum Level: string
{
    case Low = 'low';
    case High = 'high';
    const DEFAULT = self::Low;

    public function label(): string
    {
        return ucfirst($this->value);
    }
}
