<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api;

/**
 * Finding a location.
 *
 * @api
 */
interface LocationFinderInterface
{
    /**
     * Locations around a point, nearest first.
     *
     * @param float $latitude Degrees north.
     * @param float $longitude Degrees east.
     * @param float $radius Kilometres.
     * @param string[] $services Only locations that have all of these.
     * @param string $locale Language of the answer.
     * @return \Acme\StoreLocator\Api\Data\NearbyResultInterface[]
     */
    public function findNearby(
        float $latitude,
        float $longitude,
        float $radius = 25.0,
        array $services = [],
        string $locale = 'en_US'
    );

    /**
     * The location that is shown first, if one is chosen.
     *
     * @return \Acme\StoreLocator\Api\Data\LocationInterface|null
     */
    public function getDefault();

    /**
     * Whatever the locator's page needs.
     *
     * @return mixed
     */
    public function getSettings();
}
