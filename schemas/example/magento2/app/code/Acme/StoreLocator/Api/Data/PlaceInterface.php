<?php

declare(strict_types=1);

namespace Acme\StoreLocator\Api\Data;

/**
 * A point on the map.
 *
 * @api
 */
interface PlaceInterface
{
    /**
     * Get degrees north.
     *
     * @return float
     */
    public function getLatitude(): float;

    /**
     * @param float $latitude
     * @return $this
     */
    public function setLatitude(float $latitude);

    /**
     * Get degrees east.
     *
     * @return float
     */
    public function getLongitude(): float;

    /**
     * @param float $longitude
     * @return $this
     */
    public function setLongitude(float $longitude);
}
