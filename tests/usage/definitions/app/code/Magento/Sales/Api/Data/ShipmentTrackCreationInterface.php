<?php

namespace Magento\Sales\Api\Data;

/**
 * A parcel to be followed.
 *
 * @api
 */
interface ShipmentTrackCreationInterface
{
    /**
     * The number of the carrier.
     *
     * @return string
     */
    public function getTrackNumber();

    /**
     * @param string $trackNumber
     * @return $this
     */
    public function setTrackNumber($trackNumber);

    /**
     * What the customer reads.
     *
     * @return string
     */
    public function getTitle();

    /**
     * @param string $title
     * @return $this
     */
    public function setTitle($title);

    /**
     * Who carries it.
     *
     * @return string
     */
    public function getCarrierCode();

    /**
     * @param string $carrierCode
     * @return $this
     */
    public function setCarrierCode($carrierCode);
}
