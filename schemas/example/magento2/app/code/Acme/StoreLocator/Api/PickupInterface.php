<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api;

/**
 * Collecting orders at a location.
 *
 * @api
 */
interface PickupInterface
{
    /**
     * Say where one's order will be collected.
     *
     * @param int $customerId Who collects.
     * @param int $orderId The order.
     * @param string $locationCode The location.
     * @return void
     */
    public function choose(int $customerId, int $orderId, string $locationCode);

    /**
     * Where one's orders will be collected.
     *
     * @param int $customerId Who collects.
     * @return \Acme\StoreLocator\Api\Data\LocationInterface[]
     */
    public function getChosen(int $customerId);
}
