<?php
namespace Acme\Depot\Api;

use Acme\Depot\Api\Data\BoxInterface;

interface RefusedInterface
{
    /**
     * @param array<int, BoxInterface> $map
     * @param list<string> $list
     * @param array{a: int, b?: string} $shape
     * @param string ...$many
     * @return array<string, \Acme\Depot\Api\Data\BoxInterface>
     */
    public function generics($map, $list, array $shape, string ...$many);

    /**
     * @return BoxInterface[]
     */
    public function short();

    /**
     * @return string
     */
    public function neighbour();
}
