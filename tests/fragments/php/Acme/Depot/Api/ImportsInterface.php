<?php
declare(strict_types=1);

namespace Acme\Depot\Api;

use Acme\Depot\Api\Data\DepotInterface, Acme\Depot\Api\Data\ShelfInterface as Rack;
use Acme\Depot\Api\{Data, Data\BoxInterface as Crate};
use function strlen;
use const PHP_EOL;

/**
 * Names of every kind.
 */
interface ImportsInterface
{
    /**
     * Store things.
     *
     * @param DepotInterface $imported by a comma
     * @param Rack[] $aliased by a comma, with another name
     * @param Crate $grouped by a group
     * @param Data\BoxInterface $partial below an imported namespace
     * @param Zone\ZoneListInterface $relative below this namespace
     * @param Acme\Depot\Api\Data\BoxInterface $full without a backslash
     * @param \Acme\Depot\Api\Data\BoxInterface[] $list
     * @return \Acme\Depot\Api\Data\BoxInterface
     */
    public function store($imported, array $aliased, $grouped, $partial, $relative, $full, $list);

    /**
     * @return Acme\Depot\Api\Data\BoxInterface[]|null found ones
     */
    public function find();
}
