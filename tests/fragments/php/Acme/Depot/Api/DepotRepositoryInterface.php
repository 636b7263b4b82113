<?php
namespace Acme\Depot\Api;

interface DepotRepositoryInterface
{
    /**
     * Save a depot.
     *
     * @param \Acme\Depot\Api\Data\DepotInterface $depot
     * @return \Acme\Depot\Api\Data\DepotInterface
     */
    public function save(Data\DepotInterface $depot);

    /**
     * Get a depot.
     *
     * @param int $depotId
     * @return \Acme\Depot\Api\Data\DepotInterface
     */
    public function getById($depotId);
}
