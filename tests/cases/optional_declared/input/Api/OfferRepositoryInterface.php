<?php

namespace Acme\Offers\Api;

interface OfferRepositoryInterface
{
    /**
     * Store an offer.
     *
     * @param \Acme\Offers\Api\Data\OfferInterface $offer
     * @param float $share
     * @param string|null $validFrom
     * @return float
     */
    public function save(\Acme\Offers\Api\Data\OfferInterface $offer, $share, $validFrom = null);
}
