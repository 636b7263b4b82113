<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api\Data;

/**
 * A location and how far away it is.
 *
 * @api
 */
interface NearbyResultInterface
{
    /**
     * Get the location.
     *
     * @return \Acme\StoreLocator\Api\Data\LocationInterface
     */
    public function getLocation(): \Acme\StoreLocator\Api\Data\LocationInterface;

    /**
     * @param \Acme\StoreLocator\Api\Data\LocationInterface $location
     * @return $this
     */
    public function setLocation(\Acme\StoreLocator\Api\Data\LocationInterface $location);

    /**
     * Get kilometres as the crow flies.
     *
     * @return double
     */
    public function getDistance(): float;

    /**
     * @param double $distance
     * @return $this
     */
    public function setDistance(float $distance);
}
