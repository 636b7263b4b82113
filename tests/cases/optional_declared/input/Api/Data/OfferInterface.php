<?php

namespace Acme\Offers\Api\Data;

interface OfferInterface extends \Magento\Framework\Api\CustomAttributesDataInterface
{
    /**
     * @return string
     */
    public function getSku();

    /**
     * @param string $value
     * @return $this
     */
    public function setSku($value);

    /**
     * @return string|null
     */
    public function getNote();

    /**
     * @param string|null $value
     * @return $this
     */
    public function setNote($value);

    /**
     * @return float
     */
    public function getPrice();

    /**
     * @param float $value
     * @return $this
     */
    public function setPrice($value);

    /**
     * @return float|null
     */
    public function getOldPrice();

    /**
     * @param float|null $value
     * @return $this
     */
    public function setOldPrice($value);

    /**
     * @return float[]
     */
    public function getSteps();

    /**
     * @param float[] $value
     * @return $this
     */
    public function setSteps($value);

    /**
     * @return string[]|null
     */
    public function getTags();

    /**
     * @param string[]|null $value
     * @return $this
     */
    public function setTags($value);

    /**
     * @return string
     */
    public function getCreatedAt();

    /**
     * @param string $value
     * @return $this
     */
    public function setCreatedAt($value);

    /**
     * @return string|null
     */
    public function getPriceTo();

    /**
     * @param string|null $value
     * @return $this
     */
    public function setPriceTo($value);

    /**
     * @return \Acme\Offers\Api\Data\OfferInterface
     */
    public function getNext();

    /**
     * @param \Acme\Offers\Api\Data\OfferInterface $value
     * @return $this
     */
    public function setNext($value);

    /**
     * @return mixed
     */
    public function getRaw();



    /**
     * @return \Acme\Offers\Api\Data\OfferExtensionInterface|null
     */
    public function getExtensionAttributes();

    /**
     * @param \Acme\Offers\Api\Data\OfferExtensionInterface|null $value
     * @return $this
     */
    public function setExtensionAttributes($value);
}
