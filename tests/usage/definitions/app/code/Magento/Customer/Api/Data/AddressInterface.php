<?php

namespace Magento\Customer\Api\Data;

/**
 * An address.
 *
 * @api
 */
interface AddressInterface
{
    /**
     * Its number.
     *
     * @return int|null
     */
    public function getId();

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId($id);

    /**
     * Lines above the town.
     *
     * @return string[]|null
     */
    public function getStreet();

    /**
     * @param string[]|null $street
     * @return $this
     */
    public function setStreet($street);

    /**
     * The town.
     *
     * @return string|null
     */
    public function getCity();

    /**
     * @param string|null $city
     * @return $this
     */
    public function setCity($city);

    /**
     * The code of the town.
     *
     * @return string|null
     */
    public function getPostcode();

    /**
     * @param string|null $postcode
     * @return $this
     */
    public function setPostcode($postcode);

    /**
     * Two letters for the country.
     *
     * @return string|null
     */
    public function getCountryId();

    /**
     * @param string|null $countryId
     * @return $this
     */
    public function setCountryId($countryId);

    /**
     * Whether bills go there.
     *
     * @return bool|null
     */
    public function isDefaultBilling();

    /**
     * @param bool|null $defaultBilling
     * @return $this
     */
    public function setDefaultBilling($defaultBilling);
}
