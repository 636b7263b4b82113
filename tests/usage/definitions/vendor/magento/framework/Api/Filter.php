<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * One condition of a search.
 *
 * @api
 */
class Filter
{
    /** @var array */
    private $data = [];

    /**
     * Get what is compared.
     *
     * @return string
     */
    public function getField()
    {
        return $this->data['field'] ?? null;
    }

    /**
     * @param string $field
     * @return $this
     */
    public function setField($field)
    {
        $this->data['field'] = $field;

        return $this;
    }

    /**
     * Get what it is compared to.
     *
     * @return string
     */
    public function getValue()
    {
        return $this->data['value'] ?? null;
    }

    /**
     * @param string $value
     * @return $this
     */
    public function setValue($value)
    {
        $this->data['value'] = $value;

        return $this;
    }

    /**
     * Get how: `eq` when nothing is given.
     *
     * @return string|null
     */
    public function getConditionType()
    {
        return $this->data['conditionType'] ?? null;
    }

    /**
     * @param string|null $conditionType
     * @return $this
     */
    public function setConditionType($conditionType)
    {
        $this->data['conditionType'] = $conditionType;

        return $this;
    }
}
